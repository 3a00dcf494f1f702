namespace FineTune.Training;

/// <summary>How far a segment came and what it measured.</summary>
public sealed record SegmentResult
{
    /// <summary>How it ended.</summary>
    public required SegmentStatus Status { get; init; }

    /// <summary>Epochs since the start of the trial.</summary>
    public required double Epoch { get; init; }

    /// <summary>Updates since the start of the trial.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch whose weights are in best.safetensors; 0 before the first evaluation.</summary>
    public required double BestEpoch { get; init; }

    /// <summary>The objective at <see cref="BestEpoch"/>; NaN before the first evaluation.</summary>
    public required double BestObjective { get; init; }

    /// <summary>The evaluations of this segment, in order.</summary>
    public required IReadOnlyList<EpochReport> Reports { get; init; }

    /// <summary>Wall-clock duration; differs from run to run and is not in any file.</summary>
    public required double Seconds { get; init; }

    /// <summary>Why it ended, in words, where that was not by reaching the epoch.</summary>
    public string? Reason { get; init; }
}
