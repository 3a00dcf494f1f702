using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FineTune.Training.Datasets;

/// <summary>Checks that a file is UTF-8, and says what it probably is and how to convert it where it is not.</summary>
internal static class EncodingCheck
{
    private const int ChunkBytes = 1 << 20;

    private static readonly (byte[] Start, string Name, string Iconv)[] Marks =
    [
        ([0xFF, 0xFE, 0, 0], "UTF-32 (little endian)", "UTF-32"),
        ([0, 0, 0xFE, 0xFF], "UTF-32 (big endian)", "UTF-32"),
        ([0xFF, 0xFE], "UTF-16 (little endian)", "UTF-16"),
        ([0xFE, 0xFF], "UTF-16 (big endian)", "UTF-16"),
    ];

    private static readonly (byte[] Start, string Name)[] Archives =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel file"),
        ([0x1F, 0x8B], "gzip-compressed"),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file"),
    ];

    /// <summary>Reads the whole file once; returns normally if it is UTF-8, with or without a byte order mark.</summary>
    /// <exception cref="InvalidInputException">The file is empty, or not UTF-8; names the byte and the line.</exception>
    public static void Check(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length == 0)
        {
            throw new InvalidInputException(path, null, "The file has zero bytes.", "Upload the file again; it must have a header and rows.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            Scan(path, stream, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Scan(string path, FileStream stream, byte[] buffer)
    {
        long position = 0, line = 1;
        var kept = 0;
        while (true)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(kept, ChunkBytes - kept), ChunkBytes - kept, throwOnEndOfStream: false);
            var chunk = buffer.AsSpan(0, kept + read);
            if (position == 0)
            {
                CheckStart(path, chunk);
            }

            var atEnd = kept + read < ChunkBytes;
            var valid = ValidLength(chunk);
            var zero = chunk[..valid].IndexOf((byte)0);
            if (zero >= 0)
            {
                throw Problem(path, position + zero, line + chunk[..zero].Count((byte)'\n'), "a zero byte, which text does not have; it may be UTF-16 or binary", "UTF-16LE");
            }

            line += chunk[..valid].Count((byte)'\n');
            if (valid < chunk.Length && (atEnd || chunk.Length - valid > 3))
            {
                throw Problem(path, position + valid, line, $"byte 0x{chunk[valid]:X2} is not UTF-8; it is probably Windows-1252 (Latin-1)", "WINDOWS-1252");
            }

            if (atEnd)
            {
                return;
            }

            kept = chunk.Length - valid;
            chunk[valid..].CopyTo(buffer);
            position += valid;
        }
    }

    /// <summary>The length of the valid UTF-8 at the start; a character that the chunk's end cuts is left for the next chunk.</summary>
    private static int ValidLength(ReadOnlySpan<byte> chunk)
    {
        if (Utf8.IsValid(chunk))
        {
            return chunk.Length;
        }

        var position = 0;
        while (position < chunk.Length)
        {
            var ascii = chunk[position..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                return chunk.Length;
            }

            position += ascii;
            var status = Rune.DecodeFromUtf8(chunk[position..], out _, out var length);
            if (status != OperationStatus.Done)
            {
                return position;
            }

            position += length;
        }

        return chunk.Length;
    }

    private static void CheckStart(string path, ReadOnlySpan<byte> chunk)
    {
        foreach (var (start, name, iconv) in Marks)
        {
            if (chunk.StartsWith(start))
            {
                throw Problem(path, 0, 1, $"it begins with the byte order mark of {name}", iconv);
            }
        }

        foreach (var (start, name) in Archives)
        {
            if (chunk.StartsWith(start))
            {
                throw new InvalidInputException(path, "byte 0", $"The file is {name}, not text.", "Export it as CSV in UTF-8.");
            }
        }
    }

    private static InvalidInputException Problem(string path, long offset, long line, string what, string iconv)
    {
        var name = Path.GetFileName(path);
        return new InvalidInputException(path, $"line {line}, byte {offset}", $"The file is not UTF-8: {what}.", $"Convert it: iconv -f {iconv} -t UTF-8 {name} > utf8-{name}");
    }
}
