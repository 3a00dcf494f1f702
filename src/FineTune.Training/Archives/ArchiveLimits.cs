using FineTune.Training.Images;

namespace FineTune.Training.Archives;

/// <summary>How much an archive from a stranger may hold. Its own claims are not believed: what is unpacked is counted.</summary>
public sealed record ArchiveLimits
{
    /// <summary>The most entries. Default: 200,000.</summary>
    public int MaxEntries { get; init; } = 200_000;

    /// <summary>The most bytes that all entries together unpack to. Default: 16 GiB.</summary>
    public long MaxTotalBytes { get; init; } = 16L << 30;

    /// <summary>The most bytes that one entry unpacks to. Default: 64 MiB.</summary>
    public int MaxEntryBytes { get; init; } = 64 << 20;

    /// <summary>How many times larger than its packed form an entry may become; pictures stay below 2, text below 50. Default: 200.</summary>
    public int MaxRatio { get; init; } = 200;

    /// <summary>The longest path of an entry in characters. Default: 260.</summary>
    public int MaxPathLength { get; init; } = 260;

    /// <summary>The most folders above a file. Default: 8.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>The most pixels of an image; at most 500 million are ever decoded. Default: 50 million, 150 MB.</summary>
    public int MaxPixels { get; init; } = ImageDecoder.MostPixels;
}
