using System.IO.MemoryMappedFiles;

namespace FineTune.Training.Checkpoints;

/// <summary>
/// A safetensors file, memory-mapped for reading. The whole header is checked before anything is handed out, so that
/// spans and pointers never leave the file. Several readers of one file share its pages.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, SafetensorsEntry> _byName;
    private byte* _data;

    private SafetensorsFile(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, byte* data, SafetensorsHeader header)
    {
        Path = path;
        _map = map;
        _view = view;
        _data = data;
        DataStart = header.DataStart;
        Entries = header.Entries;
        Metadata = header.Metadata;
        _byName = header.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>The file's path as it was given.</summary>
    public string Path { get; }

    /// <summary>Which file it is: two readers of equal identity read the same bytes.</summary>
    internal string Identity { get; private init; } = string.Empty;

    /// <summary>Bytes before the data section.</summary>
    internal long DataStart { get; }

    /// <summary>All tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The free-form texts of the header's <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens and checks a file.</summary>
    /// <exception cref="InvalidInputException">The file is absent, truncated or breaks a rule of the format.</exception>
    public static SafetensorsFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidInputException(path, null, "The file does not exist.", "Put the model's safetensors file there.");
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = SafetensorsHeader.Read(path, stream);
        var map = MemoryMappedFile.CreateFromFile(stream.SafeFileHandle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new SafetensorsFile(path, map, view, start + view.PointerOffset + header.DataStart, header)
        {
            Identity = $"{System.IO.Path.GetFullPath(path)}:{stream.Length}:{File.GetLastWriteTimeUtc(stream.SafeFileHandle).Ticks}",
        };
    }

    /// <summary>Looks a tensor up by name.</summary>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SafetensorsEntry? entry) =>
        _byName.TryGetValue(name, out entry);

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="InvalidInputException">The file has no such tensor.</exception>
    public SafetensorsEntry this[string name] => _byName.TryGetValue(name, out var entry)
        ? entry
        : throw new InvalidInputException(Path, $"tensor '{name}'", "The tensor is missing.", "Use the file that belongs to this model's config.json.");

    /// <summary>The address of a tensor's first byte; valid until this file is disposed, not aligned.</summary>
    public nint Address(SafetensorsEntry entry)
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        return (nint)(_data + entry.Begin);
    }

    /// <summary>A tensor's bytes (little endian, row-major); valid until this file is disposed.</summary>
    /// <exception cref="ArgumentException">The tensor is 2 GiB or larger: use <see cref="Address"/>.</exception>
    public ReadOnlySpan<byte> Bytes(SafetensorsEntry entry) => entry.ByteLength <= int.MaxValue
        ? new ReadOnlySpan<byte>((void*)Address(entry), (int)entry.ByteLength)
        : throw new ArgumentException($"Tensor '{entry.Name}' is too large for a span.", nameof(entry));

    /// <summary>Copies a tensor of a floating-point type (F64, F32, F16, BF16) as single precision.</summary>
    /// <exception cref="InvalidInputException">The tensor has another type.</exception>
    public float[] ReadSingles(SafetensorsEntry entry)
    {
        var result = new float[entry.ElementCount];
        if (!SafetensorsNumbers.TryToSingles(entry.Type, Bytes(entry), result))
        {
            throw new InvalidInputException(Path, $"tensor '{entry.Name}'", $"It holds {entry.Type}, not floating-point numbers.", "Store it as F32, F16, BF16 or F64.");
        }

        return result;
    }

    /// <summary>Unmaps the file; spans and addresses taken from it are invalid afterwards.</summary>
    public void Dispose()
    {
        if (_data is null)
        {
            return;
        }

        _data = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
