using System.Text.Json;
using FineTune.Training.Checkpoints;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>The weights of a model folder: model.safetensors, or the shards that model.safetensors.index.json lists.</summary>
internal sealed class WeightFiles : IDisposable
{
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";

    /// <summary>Buffers that older versions stored and that are computed, not learned.</summary>
    private static readonly string[] Buffers =
        ["position_ids", "attn.bias", "attn.masked_bias", "attention.bias", "attention.masked_bias", "rotary_emb.inv_freq"];

    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<(SafetensorsFile File, ScalarType Type), Tensor> _maps = [];
    private readonly SortedDictionary<string, (SafetensorsFile File, SafetensorsEntry Entry)> _tensors = new(StringComparer.Ordinal);

    private WeightFiles()
    {
    }

    /// <summary>The names of all learned tensors in ordinal order.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>The elements of all tensors.</summary>
    public long Elements { get; private set; }

    /// <summary>Opens and maps the files of a folder.</summary>
    /// <exception cref="InvalidInputException">No safetensors file is there, a shard is missing, or a file is damaged.</exception>
    public static WeightFiles Open(string folder)
    {
        var single = Path.Combine(folder, Single);
        var index = Path.Combine(folder, Index);
        if (!File.Exists(single) && !File.Exists(index))
        {
            throw new InvalidInputException(
                single, null, "The model folder has no safetensors weights.",
                "Use a model that is stored as safetensors; pickled weights (pytorch_model.bin) are never opened.");
        }

        var opened = new WeightFiles();
        try
        {
            foreach (var path in File.Exists(single) ? [single] : Shards(folder, index))
            {
                opened.Add(SafetensorsFile.Open(path));
            }
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        return opened;
    }

    /// <summary>Looks a tensor up by its name in the file.</summary>
    public bool TryGet(string name, out SafetensorsFile file, out SafetensorsEntry entry)
    {
        var found = _tensors.TryGetValue(name, out var place);
        (file, entry) = place;
        return found;
    }

    /// <summary>
    /// A tensor where it lies in its file; null where its type is another or its place is not aligned. The mapping is private: it takes
    /// memory only where somebody writes to it, and its pages are those of every process that maps the file.
    /// </summary>
    public Tensor? View(SafetensorsFile file, SafetensorsEntry entry, ScalarType type)
    {
        var size = SafetensorsEntry.BitsOf(entry.Type) / 8;
        var first = file.DataStart + entry.Begin;
        if (TypeOf(entry.Type) != type || first % size != 0 || entry.Shape.IsEmpty)
        {
            return null;
        }

        if (!_maps.TryGetValue((file, type), out var map))
        {
            _maps[(file, type)] = map = from_file(file.Path, shared: false, (file.DataStart + file.Entries.Sum(e => e.ByteLength)) / size, type).DetachFromDisposeScope();
        }

        using var numbers = map.narrow(0, first / size, entry.ElementCount);
        return numbers.view([.. entry.Shape]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files.ForEach(f => f.Dispose());
        foreach (var map in _maps.Values)
        {
            map.Dispose();
        }
    }

    private static ScalarType? TypeOf(SafetensorsType type) => type switch
    {
        SafetensorsType.F32 => ScalarType.Float32,
        SafetensorsType.BF16 => ScalarType.BFloat16,
        _ => null,
    };

    private static IEnumerable<string> Shards(string folder, string index)
    {
        try
        {
            using var json = StrictJson.Parse(File.ReadAllBytes(index));
            return [.. json.RootElement.GetProperty("weight_map").EnumerateObject()
                .Select(p => p.Value.GetString() is { } name && name == Path.GetFileName(name)
                    ? Path.Combine(folder, name)
                    : throw new InvalidInputException(index, $"weight_map.{p.Name}", "The shard is not a file name.", "Download the model again."))
                .Distinct().Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidInputException(index, null, "The index has no readable weight_map.", "Download the model again.");
        }
    }

    private void Add(SafetensorsFile file)
    {
        _files.Add(file);
        foreach (var entry in file.Entries)
        {
            if (!Array.Exists(Buffers, b => ("." + entry.Name).EndsWith("." + b, StringComparison.Ordinal)))
            {
                _tensors[entry.Name] = (file, entry);
                Elements += entry.ElementCount;
            }
        }
    }
}
