namespace Microsoft.DurableTask.Client;

/// <summary>Start options with typed statuses.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>The statuses that may be named in <see cref="WithDedupeStatuses"/>.</summary>
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses = Enum.GetValues<OrchestrationRuntimeStatus>();

    /// <summary>Refuses the start while an instance of the same id is in one of these statuses.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
