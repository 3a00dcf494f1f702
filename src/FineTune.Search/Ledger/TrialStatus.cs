namespace FineTune.Search.Ledger;

/// <summary>Where a trial stands.</summary>
public enum TrialStatus
{
    /// <summary>A segment of it is planned or under way.</summary>
    Running,

    /// <summary>It has reached a rung and waits whether it is promoted.</summary>
    Paused,

    /// <summary>It has been trained to its end, or stopped early by its own patience.</summary>
    Completed,

    /// <summary>It was paused and can no longer be promoted.</summary>
    Pruned,

    /// <summary>It diverged or could not be trained.</summary>
    Failed,
}
