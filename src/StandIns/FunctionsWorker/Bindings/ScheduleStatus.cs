namespace Microsoft.Azure.Functions.Worker;

/// <summary>The state of a monitored schedule.</summary>
public sealed class ScheduleStatus
{
    /// <summary>The last run (UTC).</summary>
    public DateTime Last { get; set; }

    /// <summary>The next run (UTC).</summary>
    public DateTime Next { get; set; }

    /// <summary>When this record was written (UTC).</summary>
    public DateTime LastUpdated { get; set; }
}
