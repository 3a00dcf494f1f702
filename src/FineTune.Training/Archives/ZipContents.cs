using System.Buffers.Binary;
using System.IO.Compression;

namespace FineTune.Training.Archives;

/// <summary>
/// The files of a zip archive, read into memory one by one within <see cref="ArchiveLimits"/>. Nothing is ever written under a name from the archive, and a
/// name that would lead out of a folder, is absolute or has a drive letter refuses the archive.
/// </summary>
public sealed class ZipContents : IDisposable
{
    private const int EndRecordBytes = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int EntryHeaderBytes = 46;

    private readonly string _path;
    private readonly ArchiveLimits _limits;
    private readonly ZipArchive _archive;
    private long _unpacked;

    private ZipContents(string path, ArchiveLimits limits, ZipArchive archive, IReadOnlyList<ZipArchiveEntry> files) =>
        (_path, _limits, _archive, Files) = (path, limits, archive, files);

    /// <summary>The files in the order of their paths; folders are left out.</summary>
    public IReadOnlyList<ZipArchiveEntry> Files { get; }

    /// <summary>The paths of the folders that have entries of their own, without a slash at the end.</summary>
    public IReadOnlyList<string> Folders => [.. _archive.Entries.Where(entry => entry.FullName.EndsWith('/')).Select(entry => entry.FullName[..^1])];

    /// <summary>Opens and checks an archive; no entry is unpacked yet.</summary>
    /// <exception cref="InvalidInputException">It is no zip archive, is damaged, or breaks a limit.</exception>
    public static ZipContents Open(string path, ArchiveLimits limits)
    {
        var stream = File.OpenRead(path);
        try
        {
            CheckDirectory(path, stream, limits);
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            return new ZipContents(path, limits, archive, [.. Check(path, archive, limits)]);
        }
        catch (Exception e)
        {
            stream.Dispose();
            if (e is InvalidDataException or ArgumentException or EndOfStreamException or NotSupportedException or OverflowException or IOException)
            {
                throw Problem(path, null, "It is no zip archive, or it is damaged.");
            }

            throw;
        }
    }

    /// <summary>Unpacks a file.</summary>
    /// <exception cref="InvalidInputException">It is damaged, encrypted, or larger than the limits allow, whatever its header says.</exception>
    public byte[] Read(ZipArchiveEntry file)
    {
        var most = Math.Min(_limits.MaxEntryBytes, Math.Max(file.CompressedLength, 1) * _limits.MaxRatio);
        try
        {
            using var packed = file.Open();
            using var content = new MemoryStream((int)Math.Min(file.Length, 1 << 20));
            var buffer = new byte[1 << 16];
            for (int read; (read = packed.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                _unpacked += read;
                if (content.Length > most || _unpacked > _limits.MaxTotalBytes)
                {
                    throw Problem(_path, file.FullName, $"It unpacks to more than {(content.Length > most ? most : _limits.MaxTotalBytes)} bytes.");
                }
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or EndOfStreamException or IOException)
        {
            throw Problem(_path, file.FullName, "The entry is damaged, encrypted or packed in a way that is not supported.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    /// <summary>Bounds the number of entries before they are read: their list lies between its stated beginning and the record at the end.</summary>
    private static void CheckDirectory(string path, FileStream stream, ArchiveLimits limits)
    {
        var tail = new byte[Math.Min(stream.Length, EndRecordBytes + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        stream.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndRecordBytes)
        {
            throw Problem(path, null, "It is no zip archive, or its end is missing.");
        }

        var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        var length = stream.Length - tail.Length + at - (offset == uint.MaxValue ? 0 : offset);
        if (length > (long)limits.MaxEntries * (EntryHeaderBytes + limits.MaxPathLength))
        {
            throw Problem(path, null, $"It has more than {limits.MaxEntries} entries.");
        }
    }

    private static IEnumerable<ZipArchiveEntry> Check(string path, ZipArchive archive, ArchiveLimits limits)
    {
        if (archive.Entries.Count > limits.MaxEntries)
        {
            throw Problem(path, null, $"It has {archive.Entries.Count} entries; at most {limits.MaxEntries} are read.");
        }

        var total = 0L;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            CheckName(path, entry.FullName, limits);
            total += Math.Min(entry.Length, limits.MaxTotalBytes);
            if (total > limits.MaxTotalBytes || !names.Add(entry.FullName))
            {
                throw Problem(path, entry.FullName, total > limits.MaxTotalBytes ? $"The archive unpacks to more than {limits.MaxTotalBytes} bytes." : "The name is there twice.");
            }
        }

        return archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).OrderBy(entry => entry.FullName, StringComparer.Ordinal);
    }

    private static void CheckName(string path, string name, ArchiveLimits limits)
    {
        var parts = name.Split('/');
        if (name.Length > limits.MaxPathLength || parts.Length - 1 > limits.MaxDepth)
        {
            throw Problem(path, name[..Math.Min(name.Length, 60)], $"The path is longer than {limits.MaxPathLength} characters or deeper than {limits.MaxDepth} folders.");
        }

        if (Array.Exists(parts, part => part is "" or "." or "..") || name.AsSpan().IndexOfAny('\\', ':', '\0') >= 0)
        {
            throw Problem(path, name, "The path leads out of the archive, is absolute or has a drive letter.");
        }
    }

    private static InvalidInputException Problem(string path, string? location, string what) =>
        new(path, location, what, "Make the archive again: plain zip, one folder a label, no encryption.");
}
