using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace FineTune.Training.Checkpoints;

/// <summary>
/// The checked header of a safetensors file: 8 bytes of length, JSON, then the data. Rules: the length is at most
/// 100,000,000 and within the file; the JSON begins with '{' and has no name twice; offsets are in order without
/// overlap or hole and end where the file ends; each tensor's bytes are its shape times its type's size.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const long LongestHeader = 100_000_000;

    private SafetensorsHeader(long dataStart, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        DataStart = dataStart;
        Entries = entries;
        Metadata = metadata;
    }

    public long DataStart { get; }

    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads and checks the header at the stream's start.</summary>
    public static SafetensorsHeader Read(string path, Stream stream)
    {
        if (stream.Length < 8)
        {
            throw Problem(path, null, $"The file has {stream.Length} bytes; a safetensors file has at least 8.");
        }

        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length is 0 or > LongestHeader)
        {
            throw Problem(path, "byte 0", $"The header's length is {length}; it must be 1 to {LongestHeader}. This is no safetensors file.");
        }

        if ((long)length > stream.Length - 8)
        {
            throw Problem(path, "byte 0", $"The header's length is {length}, but only {stream.Length - 8} bytes follow: the file is truncated.");
        }

        var json = new byte[length];
        stream.ReadExactly(json);
        if (json[0] != (byte)'{')
        {
            throw Problem(path, "byte 8", "The header does not begin with '{'.");
        }

        var parser = new SafetensorsHeaderParser(path);
        parser.Parse(json);
        var entries = parser.Entries.OrderBy(e => e.Begin).ThenBy(e => e.ByteLength).ThenBy(e => e.Name, StringComparer.Ordinal).ToImmutableArray();
        CheckLayout(path, entries, stream.Length - 8 - (long)length);
        return new SafetensorsHeader(8 + (long)length, entries, parser.Metadata);
    }

    /// <summary>A problem of the file with the usual remedy.</summary>
    internal static InvalidInputException Problem(string path, string? location, string what) =>
        new(path, location, what, "Download or export the file again.");

    private static void CheckLayout(string path, ImmutableArray<SafetensorsEntry> entries, long dataLength)
    {
        long position = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != position)
            {
                var word = entry.Begin < position ? "overlaps the tensor before it" : "leaves a hole after the tensor before it";
                throw Problem(path, $"tensor '{entry.Name}'", $"Its data begin at {entry.Begin}, expected {position}: it {word}.");
            }

            position += entry.ByteLength;
        }

        if (position != dataLength)
        {
            var word = position > dataLength ? "the file is truncated" : "bytes are left over";
            throw Problem(path, null, $"The tensors need {position} bytes of data and the file has {dataLength}: {word}.");
        }
    }
}
