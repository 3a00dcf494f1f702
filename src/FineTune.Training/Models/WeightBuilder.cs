using System.Runtime.InteropServices;
using FineTune.Training.Adapters;
using FineTune.Training.Checkpoints;
using FineTune.Training.Optimization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// Gives a model its parameters while its constructor asks for them by the names of the file: from the file where it has
/// them, newly initialised where not. What comes from the file is one copy for all models of the process, mapped where it lies
/// in the file as the model wants it. What did not fit is in the report; nothing is trained before it was looked at.
/// </summary>
internal sealed class WeightBuilder
{
    /// <summary>How many elements a model may have beyond those of its file: heads and poolers that are new.</summary>
    private const long MostNewElements = 1 << 26;

    private readonly WeightFiles? _files;
    private readonly WeightNames _names;
    private readonly ModelConfig _config;
    private readonly RandomKey _key;
    private readonly WeightLoading _loading;
    private readonly Device _device;
    private readonly List<ModelWeight> _weights = [];
    private readonly List<ModelBuffer> _buffers = [];
    private readonly List<string> _missing = [];
    private readonly List<string> _new = [];
    private readonly List<ShapeMismatch> _mismatched = [];
    private Int128 _elements;

    public WeightBuilder(WeightFiles? files, ModelFamily family, ModelConfig config, WeightOptions options)
    {
        _files = files;
        _names = new WeightNames(files, family.BasePrefix);
        _config = config;
        _key = new RandomKey(options.Seed).Derive("weights");
        _loading = new WeightLoading(files, options.Type, options.Device);
        _device = options.Device;
        var firstPosition = family.PositionsFollowPadding ? (config.PadTokenId ?? 0) + 1 : 0;
        Layout = new BatchLayout(
            family.PaddingIsUntrained ? config.PadTokenId ?? -1 : -1, config.PadTokenId ?? -1, firstPosition, family.PositionsFollowPadding, options.Type, options.Device);
    }

    /// <summary>How batches are laid out for the model.</summary>
    public BatchLayout Layout { get; }

    /// <summary>The depth that the next weights belong to; see <see cref="ModelWeight.Depth"/>.</summary>
    public int Depth { get; set; }

    /// <summary>Whether weights asked for now may be new without a problem: heads and poolers.</summary>
    public bool MayBeNew { get; set; }

    /// <summary>Whether the file's tensors of those names are left aside and new ones are made.</summary>
    public bool IgnoreFile { get; set; }

    /// <summary>All matrix products that can be given adapters, with their depths.</summary>
    public List<(IAdaptable Target, int Depth)> Adaptables { get; } = [];

    /// <summary>All parameters in the order in which they were asked for.</summary>
    public IReadOnlyList<ModelWeight> Weights => _weights;

    /// <summary>All buffers in the order in which they were asked for.</summary>
    public IReadOnlyList<ModelBuffer> Buffers => _buffers;

    /// <summary>What fitted and what did not, once the whole model was built.</summary>
    public LoadReport Report => new(
        [.. _missing.Order(StringComparer.Ordinal)],
        [.. _new.Order(StringComparer.Ordinal)],
        _names.Unused,
        [.. _mismatched.OrderBy(m => m.Name, StringComparer.Ordinal)]);

    /// <summary>A parameter that is one tensor of the file.</summary>
    public Parameter Add(string name, InitialWeight initial, params long[] shape) => Add([(name, shape[0])], initial, shape[1..]);

    /// <summary>A parameter that holds several tensors of the file, one above the other.</summary>
    /// <param name="names">Their names and rows, top first.</param>
    /// <param name="initial">How they begin where the file has none.</param>
    /// <param name="inner">The shape of a row.</param>
    public Parameter Add(IReadOnlyList<(string Name, long Rows)> names, InitialWeight initial, params long[] inner)
    {
        long[] whole = [names.Sum(n => n.Rows), .. inner];
        ThrowIfBeyondFile(names[0].Name, whole);
        var parts = new List<WeightPart>();
        foreach (var (name, rows) in names)
        {
            parts.Add(new WeightPart(name, parts.Sum(p => p.Shape[0]), [rows, .. inner]));
        }

        var shared = Share(parts, whole);
        var parameter = new Parameter(shared?.View() ?? _loading.Fill(parts, whole, (part, values) => Fill(part, initial, values)), requires_grad: true);
        _weights.Add(new ModelWeight(parameter, parts, Depth, Decays(names[0].Name, initial)) { Shared = shared });
        return parameter;
    }

    /// <summary>A tensor of the file that no gradient moves: running statistics.</summary>
    public Tensor AddBuffer(string name, InitialWeight initial, params long[] shape)
    {
        var placed = _loading.Fill([new WeightPart(name, 0, shape)], shape, (part, values) => Fill(part, initial, values));
        _buffers.Add(new ModelBuffer(placed, name, shape));
        return placed;
    }

    /// <summary>A whole number of the file that counts updates; 0 where the file, as old ones, has none.</summary>
    public Tensor AddCounter(string name)
    {
        var count = 0L;
        if (_names.TryFind(name, out var file, out var entry) && entry.Type == SafetensorsType.I64 && entry.ElementCount == 1)
        {
            _names.Use(entry.Name);
            count = MemoryMarshal.Read<long>(file.Bytes(entry));
        }

        var counter = zeros([], ScalarType.Int64, _device).add_(count).DetachFromDisposeScope();
        _buffers.Add(new ModelBuffer(counter, name, []));
        return counter;
    }

    /// <summary>
    /// Whether an output matrix is the word table: so where the configuration ties them, unless the file holds both and they
    /// differ.
    /// </summary>
    public bool IsTied(bool byConfiguration, string words, string output)
    {
        if (!byConfiguration || _files is null)
        {
            return byConfiguration;
        }

        var hasWords = _names.TryFind(words, out var file, out var table);
        if (!_names.TryFind(output, out var otherFile, out var other))
        {
            return true;
        }

        if (hasWords && !file.Bytes(table).SequenceEqual(otherFile.Bytes(other)))
        {
            return false;
        }

        _names.Use(other.Name);
        return true;
    }

    /// <summary>Reads a tensor under another name where the file has only that: a tied table that was stored as the output.</summary>
    public void ReadAlso(string name, string other) => _names.ReadAlso(name, other);

    /// <summary>Notes a matrix product that can be given adapters.</summary>
    public void Register(IAdaptable target) => Adaptables.Add((target, Depth));

    /// <summary>Names under which older files repeat a tensor that is stored elsewhere.</summary>
    public void Alias(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _names.Use(name);
        }
    }

    /// <summary>Frees what was made of a model that cannot be finished.</summary>
    public void Discard()
    {
        _weights.ForEach(w => w.Release());
        _buffers.ForEach(b => b.Value.Dispose());
    }

    /// <summary>Refuses a configuration that asks for far more than the file fills, before the memory is asked for.</summary>
    private void ThrowIfBeyondFile(string name, long[] shape)
    {
        if (Array.Exists(shape, side => side < 1))
        {
            throw new InvalidInputException(
                "config.json", null, $"Its sizes give '{name}' the shape [{string.Join(", ", shape)}].", "Use the config.json that belongs to the weights.");
        }

        _elements += shape.Aggregate(Int128.One, (product, side) => product * side);
        if (_files is not null && _elements > _files.Elements + MostNewElements)
        {
            throw new InvalidInputException(
                "config.json", null, $"With '{name}' of [{string.Join(", ", shape)}] the model has {_elements} weights, and the file has {_files.Elements}.",
                "Use the config.json and the weights of the same model.");
        }
    }

    private static bool Decays(string name, InitialWeight initial) =>
        initial is InitialWeight.Normal or InitialWeight.FanOut or InitialWeight.LayerScale or InitialWeight.NormalWithPadding && !name.EndsWith("bias", StringComparison.Ordinal);

    /// <summary>A share in what the file holds of a parameter; null where a part is new, has another shape or is left aside.</summary>
    private SharedTensor? Share(List<WeightPart> parts, long[] whole)
    {
        var found = new List<(SafetensorsFile File, SafetensorsEntry Entry)>();
        foreach (var part in parts)
        {
            if (IgnoreFile || !_names.TryFind(part.Name, out var file, out var entry) || !entry.Shape.SequenceEqual(part.Shape))
            {
                return null;
            }

            found.Add((file, entry));
        }

        found.ForEach(f => _names.Use(f.Entry.Name));
        return _loading.Share(parts, found, whole);
    }

    private void Fill(WeightPart part, InitialWeight initial, Span<float> values)
    {
        if (!IgnoreFile && _names.TryFind(part.Name, out var file, out var entry))
        {
            _names.Use(entry.Name);
            if (entry.Shape.SequenceEqual(part.Shape))
            {
                WeightLoading.Read(file, entry, values);
                return;
            }

            _mismatched.Add(new ShapeMismatch(entry.Name, entry.Shape, part.Shape));
        }
        else if (_files is not null)
        {
            (MayBeNew ? _new : _missing).Add(part.Name);
        }

        Initialise(part.Name, initial, part.Shape, values);
    }

    private void Initialise(string name, InitialWeight initial, IReadOnlyList<long> shape, Span<float> values)
    {
        switch (initial)
        {
            case InitialWeight.Zeros:
                values.Clear();
                break;
            case InitialWeight.Ones:
                values.Fill(1);
                break;
            case InitialWeight.LayerScale:
                values.Fill((float)_config.ConvNext!.LayerScale);
                break;
            case InitialWeight.FanOut:
                _key.Derive(name).FillNormal(values, Math.Sqrt(2.0 / (shape[0] * shape[2] * shape[3])));
                break;
            default:
                _key.Derive(name).FillNormal(values, _config.InitializerRange);
                if (initial == InitialWeight.NormalWithPadding && _config.PadTokenId is { } pad && pad < shape[0])
                {
                    values.Slice(pad * (int)shape[1], (int)shape[1]).Clear();
                }

                break;
        }
    }
}
