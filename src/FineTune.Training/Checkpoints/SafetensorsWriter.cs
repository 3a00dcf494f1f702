using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace FineTune.Training.Checkpoints;

/// <summary>
/// Writes a safetensors file. The tensors are declared first and their data follow in any order; the bytes depend only
/// on names, types, shapes, metadata and data. The file appears under its name at <see cref="Commit"/>, whole or not at all.
/// </summary>
/// <remarks>Layout as the reference writer's: larger element types first, then by name; the header is padded with spaces to 8 bytes.</remarks>
public sealed class SafetensorsWriter : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly SafeFileHandle _file;
    private readonly long _dataStart;
    private readonly Dictionary<string, SafetensorsEntry> _missing = new(StringComparer.Ordinal);
    private bool _committed;

    private SafetensorsWriter(string path, IEnumerable<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        _path = path;
        _partial = path + ".partial";
        var placed = Place(tensors);
        foreach (var entry in placed)
        {
            if (entry.Name == "__metadata__" || !_missing.TryAdd(entry.Name, entry))
            {
                throw new ArgumentException($"The tensor name '{entry.Name}' is reserved or there twice.", nameof(tensors));
            }
        }

        var header = Header(placed, metadata);
        _dataStart = header.Length;
        _file = File.OpenHandle(_partial, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, _dataStart + placed.Sum(e => e.ByteLength));
        RandomAccess.Write(_file, header, 0);
    }

    /// <summary>Begins a file: declares its tensors and metadata.</summary>
    /// <param name="path">Where the file will stand after <see cref="Commit"/>.</param>
    /// <param name="tensors">The tensors, from <see cref="SafetensorsEntry.Describe"/>; their order does not matter.</param>
    /// <param name="metadata">Texts for the header; Hugging Face's loaders want <c>format</c> = <c>pt</c>, which is the default.</param>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public static SafetensorsWriter Create(string path, IEnumerable<SafetensorsEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(path, tensors, metadata);

    /// <summary>Writes a whole tensor.</summary>
    /// <exception cref="ArgumentException">The name was not declared, was written before, or the size is another.</exception>
    public void Write(string name, ReadOnlySpan<byte> data)
    {
        if (!_missing.Remove(name, out var entry) || entry.ByteLength != data.Length)
        {
            throw new ArgumentException($"Tensor '{name}' was not declared with {data.Length} bytes, or was written before.", nameof(name));
        }

        RandomAccess.Write(_file, data, _dataStart + entry.Begin);
    }

    /// <summary>Writes a whole tensor from typed numbers (little endian machines only, as all .NET hosts are).</summary>
    public void Write<T>(string name, ReadOnlySpan<T> data)
        where T : unmanaged => Write(name, MemoryMarshal.AsBytes(data));

    /// <summary>Writes a whole tensor from native memory; for those of 2 GiB and more.</summary>
    public unsafe void Write(string name, nint address, long byteLength)
    {
        if (byteLength <= int.MaxValue)
        {
            Write(name, new ReadOnlySpan<byte>((void*)address, (int)byteLength));
            return;
        }

        if (!_missing.Remove(name, out var entry) || entry.ByteLength != byteLength)
        {
            throw new ArgumentException($"Tensor '{name}' was not declared with {byteLength} bytes, or was written before.", nameof(name));
        }

        for (long done = 0; done < byteLength;)
        {
            var part = (int)Math.Min(1 << 30, byteLength - done);
            RandomAccess.Write(_file, new ReadOnlySpan<byte>((byte*)address + done, part), _dataStart + entry.Begin + done);
            done += part;
        }
    }

    /// <summary>Flushes the file to disk and gives it its name, replacing an older file.</summary>
    /// <exception cref="InvalidOperationException">A declared tensor was not written.</exception>
    public void Commit()
    {
        if (_missing.Count > 0)
        {
            throw new InvalidOperationException($"Tensor '{_missing.Keys.First()}' was declared and not written.");
        }

        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        File.Move(_partial, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Closes the file; what was not committed is removed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (!_committed)
        {
            File.Delete(_partial);
        }
    }

    private static List<SafetensorsEntry> Place(IEnumerable<SafetensorsEntry> tensors)
    {
        long position = 0;
        var placed = new List<SafetensorsEntry>();
        foreach (var entry in tensors.OrderByDescending(e => e.Type).ThenBy(e => e.Name, StringComparer.Ordinal))
        {
            placed.Add(entry with { Begin = position });
            position += entry.ByteLength;
        }

        return placed;
    }

    private static byte[] Header(List<SafetensorsEntry> placed, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(stackalloc byte[8]);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in (metadata ?? new Dictionary<string, string> { ["format"] = "pt" }).OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            foreach (var entry in placed)
            {
                WriteEntry(json, entry);
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        var header = buffer.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)header.Length - 8);
        return header;
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", SafetensorsEntry.NameOf(entry.Type));
        json.WriteStartArray("shape");
        foreach (var dimension in entry.Shape)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Begin);
        json.WriteNumberValue(entry.Begin + entry.ByteLength);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
