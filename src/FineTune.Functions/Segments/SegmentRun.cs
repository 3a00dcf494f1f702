using FineTune.Functions.Storage;
using FineTune.Training;

namespace FineTune.Functions.Segments;

/// <summary>What a run of the trainer gave: its result, or why there is none, and the folder with the checkpoint.</summary>
/// <param name="folder">The checkpoint's folder on this host; removed on disposal.</param>
/// <param name="result">The result; null when the trial could not be trained.</param>
/// <param name="failure">Why there is no result.</param>
public sealed class SegmentRun(string folder, SegmentResult? result, string? failure) : IDisposable
{
    /// <summary>The checkpoint's folder on this host.</summary>
    public string Folder { get; } = folder;

    /// <summary>The result; null when the trial could not be trained.</summary>
    public SegmentResult? Result { get; } = result;

    /// <summary>Why there is no result.</summary>
    public string? Failure { get; } = failure;

    /// <summary>How long the trainer ran, in seconds.</summary>
    public double Seconds => Result?.Seconds ?? 0;

    /// <inheritdoc/>
    public void Dispose() => HostCache.Remove(Folder);
}
