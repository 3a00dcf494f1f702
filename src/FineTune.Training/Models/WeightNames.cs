using FineTune.Training.Checkpoints;

namespace FineTune.Training.Models;

/// <summary>
/// Finds a model's tensors in its files: with and without the family's base prefix, with the old names gamma and beta, and under
/// other names where those are announced. Remembers what was used.
/// </summary>
internal sealed class WeightNames(WeightFiles? files, string basePrefix)
{
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The files' tensors that nothing asked for, in ordinal order.</summary>
    public IReadOnlyList<string> Unused => files is null ? [] : [.. files.Names.Where(n => !_used.Contains(n)).Order(StringComparer.Ordinal)];

    /// <summary>Looks a tensor up by the name that the family gives it.</summary>
    public bool TryFind(string name, out SafetensorsFile file, out SafetensorsEntry entry)
    {
        (file, entry) = (null!, null!);
        if (files is null)
        {
            return false;
        }

        foreach (var spelling in Spellings(_renamed.GetValueOrDefault(name, name)))
        {
            if (files.TryGet(spelling, out file, out entry))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes note that a tensor of the files, by its name there, belongs to the model.</summary>
    public void Use(string name) => _used.Add(name);

    /// <summary>Looks for a tensor under another name where the files have only that.</summary>
    public void ReadAlso(string name, string other)
    {
        if (files is not null && !TryFind(name, out _, out _))
        {
            _renamed[name] = other;
        }
    }

    private IEnumerable<string> Spellings(string name)
    {
        var bare = name.StartsWith(basePrefix, StringComparison.Ordinal) ? name[basePrefix.Length..] : name;
        foreach (var spelling in new[] { name, bare })
        {
            yield return spelling;
            if (spelling.EndsWith("LayerNorm.weight", StringComparison.Ordinal))
            {
                yield return spelling[..^"weight".Length] + "gamma";
            }
            else if (spelling.EndsWith("LayerNorm.bias", StringComparison.Ordinal))
            {
                yield return spelling[..^"bias".Length] + "beta";
            }
        }
    }
}
