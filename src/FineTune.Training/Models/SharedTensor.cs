using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// A share in a pretrained tensor that all models of this process hold in common, however many trials train beside each other.
/// It is only read: who trains it takes a copy of its own first (<see cref="ModelWeight.Own"/>). The tensor goes with its last share.
/// </summary>
internal sealed class SharedTensor : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.Ordinal);

    private readonly string _key;
    private readonly Entry _entry;
    private bool _isReturned;

    private SharedTensor(string key, Entry entry) => (_key, _entry) = (key, entry);

    /// <summary>A model that was left without being disposed of gives its shares back when it is collected.</summary>
    ~SharedTensor() => Return();

    /// <summary>How many different tensors are held now.</summary>
    public static int Count
    {
        get
        {
            lock (Gate)
            {
                return Entries.Count;
            }
        }
    }

    /// <summary>A share in the tensor of that key.</summary>
    /// <param name="key">What the tensor is made of: the file's identity, names in it, type and device.</param>
    /// <param name="load">Makes it where no model holds it; nobody else loads meanwhile, so that nothing is ever there twice.</param>
    public static SharedTensor Take(string key, Func<Tensor> load)
    {
        lock (Gate)
        {
            if (!Entries.TryGetValue(key, out var entry))
            {
                Entries[key] = entry = new Entry(load().DetachFromDisposeScope());
            }

            entry.Shares++;
            return new SharedTensor(key, entry);
        }
    }

    /// <summary>
    /// The same memory under a tensor of one's own, with a gradient and a count of changes apart. A detached tensor would share that
    /// count, also after it was given other memory: a trial's update between another's forward and backward pass would then stop that one.
    /// </summary>
    public Tensor View()
    {
        using var quiet = no_grad();
        return empty([0], _entry.Value.dtype, _entry.Value.device).set_(_entry.Value).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return();
        GC.SuppressFinalize(this);
    }

    private void Return()
    {
        lock (Gate)
        {
            if (!_isReturned && --_entry.Shares == 0)
            {
                Entries.Remove(_key);
                _entry.Value.Dispose();
            }

            _isReturned = true;
        }
    }

    private sealed class Entry(Tensor value)
    {
        public Tensor Value => value;

        public int Shares { get; set; }
    }
}
