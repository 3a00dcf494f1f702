namespace Microsoft.DurableTask.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <summary>A purge of so many instances.</summary>
    public PurgeResult(int count)
        : this(count, null)
    {
    }

    /// <summary>A purge of so many instances, and whether that was all.</summary>
    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>How many instances are gone.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether every instance asked for is gone; null where that is not known.</summary>
    public bool? IsComplete { get; }
}
