namespace FineTune.Search.Ledger;

/// <summary>How a segment of training ended. A preempted segment has no outcome: a new attempt goes on with it.</summary>
public enum SegmentOutcome
{
    /// <summary>It reached its rung.</summary>
    Reached,

    /// <summary>The trial stopped by its own early stopping; its best epoch counts and it is complete.</summary>
    EarlyStopped,

    /// <summary>The loss became NaN or infinite.</summary>
    Diverged,

    /// <summary>It could not be trained (out of memory, repeated errors).</summary>
    Failed,
}
