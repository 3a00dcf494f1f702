namespace FineTune.Search.Ledger;

/// <summary>A segment has ended and its checkpoint is written.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The rung that the segment leads to.</param>
/// <param name="Attempt">The attempt that ended it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Epoch">Cumulative epochs trained.</param>
/// <param name="BestObjective">The best objective of the trial so far, earlier segments included; NaN where there is none.</param>
/// <param name="BestEpoch">The epoch of that best objective.</param>
/// <param name="Checkpoint">Where the checkpoint lies; empty where there is none.</param>
/// <param name="Seconds">How long the segment took.</param>
/// <param name="Reused">Whether the result was taken over from an equal segment instead of being trained.</param>
/// <param name="Reason">What happened, in words.</param>
public sealed record SegmentFinished(
    int Trial,
    int Rung,
    int Attempt,
    SegmentOutcome Outcome,
    double Epoch,
    double BestObjective,
    double BestEpoch,
    string Checkpoint,
    double Seconds,
    bool Reused,
    string Reason) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => $"trial/{Trial}/rung/{Rung}/finished";
}
