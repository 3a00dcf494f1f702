namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are purged; running ones never are.</summary>
/// <param name="CreatedFrom">Created at or after this time.</param>
/// <param name="CreatedTo">Created at or before this time.</param>
/// <param name="Statuses">In one of these statuses.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long the purge may take before it reports itself incomplete; null: as long as it needs.</summary>
    public TimeSpan? Timeout { get; init; }
}
