using System.Security.Cryptography;
using FineTune.Training.Checkpoints;
using FineTune.Training.Images;
using Microsoft.Win32.SafeHandles;

namespace FineTune.Training.Datasets;

/// <summary>The images of one split: their files' bytes, one after the other in a file that all splits share, read when they are wanted.</summary>
/// <remarks>Decoded images are kept for as long as they fit: what is small is decoded once, what is large in every epoch.</remarks>
public sealed class PreparedImages
{
    /// <summary>The shared file's name within the folder of a prepared dataset.</summary>
    internal const string FileName = "images.bin";

    private const long KeptBytes = 256 << 20;

    private readonly Lazy<SafeFileHandle> _file;
    private readonly RgbImage?[] _kept;
    private long _keptBytes;

    internal PreparedImages(string path, long[] starts, int[] lengths, byte[] hashes)
    {
        (Path, Starts, Lengths, Hashes) = (path, starts, lengths, hashes);
        _file = new Lazy<SafeFileHandle>(() => File.OpenHandle(path));
        _kept = new RgbImage?[starts.Length];
    }

    /// <summary>The shared file.</summary>
    internal string Path { get; }

    /// <summary>Where each image begins.</summary>
    internal long[] Starts { get; }

    /// <summary>Bytes of each image.</summary>
    internal int[] Lengths { get; }

    /// <summary>SHA-256 of each image's bytes, one after the other.</summary>
    internal byte[] Hashes { get; }

    /// <summary>An image's file as it was uploaded. May be called from any thread.</summary>
    /// <exception cref="InvalidInputException">The shared file is shorter than it was.</exception>
    public byte[] Read(int row)
    {
        var bytes = new byte[Lengths[row]];
        for (var read = 0; read < bytes.Length;)
        {
            var count = RandomAccess.Read(_file.Value, bytes.AsSpan(read), Starts[row] + read);
            read += count > 0 ? count : throw new InvalidInputException(Path, $"image {row + 1}", "The file is cut off.", "Prepare the dataset again.");
        }

        return bytes;
    }

    /// <summary>An image. May be called from any thread.</summary>
    internal RgbImage Decode(int row)
    {
        if (_kept[row] is { } kept)
        {
            return kept;
        }

        try
        {
            var image = ImageDecoder.Decode(Read(row), maxPixels: long.MaxValue);
            if (Interlocked.Add(ref _keptBytes, image.Pixels.Length) <= KeptBytes)
            {
                _kept[row] = image;
            }
            else
            {
                Interlocked.Add(ref _keptBytes, -image.Pixels.Length);
            }

            return image;
        }
        catch (ImageDecodingException e)
        {
            throw new InvalidInputException(Path, $"image {row + 1}", e.Message, "Prepare the dataset again.");
        }
    }

    /// <summary>What a split's images are in the file of numbers.</summary>
    internal static IEnumerable<SafetensorsEntry> Entries(string split, PreparedImages? images) => images is null ? [] :
    [
        SafetensorsEntry.Describe($"{split}.image_starts", SafetensorsType.I64, images.Starts.Length),
        SafetensorsEntry.Describe($"{split}.image_lengths", SafetensorsType.I32, images.Lengths.Length),
        SafetensorsEntry.Describe($"{split}.image_hashes", SafetensorsType.U8, images.Starts.Length, SHA256.HashSizeInBytes),
    ];

    /// <summary>Writes the numbers.</summary>
    internal void Write(SafetensorsWriter writer, string split)
    {
        writer.Write<long>($"{split}.image_starts", Starts);
        writer.Write<int>($"{split}.image_lengths", Lengths);
        writer.Write<byte>($"{split}.image_hashes", Hashes);
    }

    /// <summary>Puts the shared file into a folder, where it is not there yet.</summary>
    internal void CopyTo(string folder)
    {
        var target = System.IO.Path.Combine(folder, FileName);
        if (System.IO.Path.GetFullPath(target) != System.IO.Path.GetFullPath(Path))
        {
            File.Copy(Path, target, overwrite: true);
        }
    }
}
