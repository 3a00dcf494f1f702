namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance is in its life.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has started and not ended.</summary>
    Running = 0,

    /// <summary>It ended with a result.</summary>
    Completed = 1,

    /// <summary>No longer used.</summary>
    [Obsolete("The ContinuedAsNew status is never reported.")]
    ContinuedAsNew = 2,

    /// <summary>It ended with an unhandled exception.</summary>
    Failed = 3,

    /// <summary>No longer used.</summary>
    [Obsolete("The Canceled status is never reported.")]
    Canceled = 4,

    /// <summary>Somebody ended it.</summary>
    Terminated = 5,

    /// <summary>It has not started.</summary>
    Pending = 6,

    /// <summary>Somebody paused it.</summary>
    Suspended = 7,
}
