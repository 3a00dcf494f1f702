using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>An instance as it is stored.</summary>
internal sealed record InstanceRow
{
    public required string Id { get; init; }

    /// <summary>The generation: a new one with every continue-as-new.</summary>
    public required string Execution { get; init; }

    public required string Name { get; init; }

    public string? Version { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public ParentLink? Parent { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset Updated { get; init; }

    public int HistoryLength { get; init; }

    public int FailedTurns { get; init; }

    public bool HasEnded => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>A new instance that has not started.</summary>
    public static InstanceRow New(string id, ExecutionStarted start, DateTimeOffset now) => new()
    {
        Id = id,
        Execution = Guid.NewGuid().ToString("N"),
        Name = start.Name,
        Version = start.Version,
        Status = OrchestrationRuntimeStatus.Pending,
        Input = start.Input,
        Tags = start.Tags,
        Parent = start.Parent,
        Created = now,
        Updated = now,
    };
}
