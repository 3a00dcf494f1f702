using FineTune.Search.Ledger;

namespace FineTune.Functions.Storage;

/// <summary>A finished segment in the index: what was measured and where its checkpoint lies.</summary>
public sealed record SegmentRecord
{
    /// <summary>The folder of the checkpoint in the <c>studies</c> container, with a slash behind.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The hash of the checkpoint's content.</summary>
    public required string CheckpointHash { get; init; }

    /// <summary>How it ended.</summary>
    public required SegmentOutcome Outcome { get; init; }

    /// <summary>Cumulative epochs at its end.</summary>
    public required double Epoch { get; init; }

    /// <summary>The best objective of the trial so far; NaN where there is none.</summary>
    public required double BestObjective { get; init; }

    /// <summary>The epoch of the best objective.</summary>
    public required double BestEpoch { get; init; }

    /// <summary>How long the training took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Why it ended, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The segment's evaluations, in order.</summary>
    public required IReadOnlyList<SegmentReport> Reports { get; init; }
}
