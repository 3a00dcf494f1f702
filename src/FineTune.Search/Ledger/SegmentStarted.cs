namespace FineTune.Search.Ledger;

/// <summary>An attempt at a segment has begun.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The rung that the segment leads to.</param>
/// <param name="Attempt">The attempt, counted from 0; a newer one fences off an older one.</param>
/// <param name="FromEpoch">Epochs trained before.</param>
/// <param name="ToEpoch">Epochs trained at its end.</param>
/// <param name="SegmentKey">The segment's identity: hash of parent checkpoint, hyperparameters, data, seed and code version.</param>
public sealed record SegmentStarted(int Trial, int Rung, int Attempt, double FromEpoch, double ToEpoch, string SegmentKey) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => $"trial/{Trial}/rung/{Rung}/attempt/{Attempt}/started";
}
