using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.History;

/// <summary>One thing that happened to an instance; the names are those that users know from their histories.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "eventType")]
[JsonDerivedType(typeof(OrchestratorStarted), nameof(OrchestratorStarted))]
[JsonDerivedType(typeof(OrchestratorCompleted), nameof(OrchestratorCompleted))]
[JsonDerivedType(typeof(ExecutionStarted), nameof(ExecutionStarted))]
[JsonDerivedType(typeof(ExecutionCompleted), nameof(ExecutionCompleted))]
[JsonDerivedType(typeof(ExecutionFailed), nameof(ExecutionFailed))]
[JsonDerivedType(typeof(ExecutionTerminated), nameof(ExecutionTerminated))]
[JsonDerivedType(typeof(ExecutionSuspended), nameof(ExecutionSuspended))]
[JsonDerivedType(typeof(ExecutionResumed), nameof(ExecutionResumed))]
[JsonDerivedType(typeof(ExecutionRewound), nameof(ExecutionRewound))]
[JsonDerivedType(typeof(TaskScheduled), nameof(TaskScheduled))]
[JsonDerivedType(typeof(TaskCompleted), nameof(TaskCompleted))]
[JsonDerivedType(typeof(TaskFailed), nameof(TaskFailed))]
[JsonDerivedType(typeof(SubOrchestrationInstanceCreated), nameof(SubOrchestrationInstanceCreated))]
[JsonDerivedType(typeof(SubOrchestrationInstanceCompleted), nameof(SubOrchestrationInstanceCompleted))]
[JsonDerivedType(typeof(SubOrchestrationInstanceFailed), nameof(SubOrchestrationInstanceFailed))]
[JsonDerivedType(typeof(TimerCreated), nameof(TimerCreated))]
[JsonDerivedType(typeof(TimerFired), nameof(TimerFired))]
[JsonDerivedType(typeof(EventSent), nameof(EventSent))]
[JsonDerivedType(typeof(EventRaised), nameof(EventRaised))]
internal abstract record HistoryEvent(DateTime Timestamp);

/// <summary>A turn began; its time is the orchestrator's clock.</summary>
internal sealed record OrchestratorStarted(DateTime Timestamp) : HistoryEvent(Timestamp);

/// <summary>A turn ended.</summary>
internal sealed record OrchestratorCompleted(DateTime Timestamp) : HistoryEvent(Timestamp);

/// <summary>The instance, or its next generation, starts.</summary>
internal sealed record ExecutionStarted(
    DateTime Timestamp, string Name, string? Version, string? Input, ParentLink? Parent, IReadOnlyDictionary<string, string>? Tags)
    : HistoryEvent(Timestamp)
{
    /// <summary>The trace that it is part of; null where its starter had none, and in histories from before it was kept.</summary>
    public TraceLink? Trace { get; init; }
}

/// <summary>It ended with a result.</summary>
internal sealed record ExecutionCompleted(DateTime Timestamp, string? Result) : HistoryEvent(Timestamp);

/// <summary>It ended with a failure.</summary>
internal sealed record ExecutionFailed(DateTime Timestamp, TaskFailureDetails Failure) : HistoryEvent(Timestamp);

/// <summary>Somebody ends it.</summary>
internal sealed record ExecutionTerminated(DateTime Timestamp, string? Output, bool Recursive) : HistoryEvent(Timestamp);

/// <summary>Somebody pauses it.</summary>
internal sealed record ExecutionSuspended(DateTime Timestamp, string? Reason) : HistoryEvent(Timestamp);

/// <summary>Somebody lets it go on.</summary>
internal sealed record ExecutionResumed(DateTime Timestamp, string? Reason) : HistoryEvent(Timestamp);

/// <summary>Somebody took its last failures back.</summary>
internal sealed record ExecutionRewound(DateTime Timestamp, string? Reason) : HistoryEvent(Timestamp);

/// <summary>An activity was called.</summary>
internal sealed record TaskScheduled(DateTime Timestamp, int TaskId, string Name, string? Version, string? Input)
    : HistoryEvent(Timestamp), IScheduledEvent
{
    /// <summary>The trace that the activity goes on with.</summary>
    public TraceLink? Trace { get; init; }
}

/// <summary>An activity returned.</summary>
internal sealed record TaskCompleted(DateTime Timestamp, int TaskId, string? Result) : HistoryEvent(Timestamp);

/// <summary>An activity threw.</summary>
internal sealed record TaskFailed(DateTime Timestamp, int TaskId, TaskFailureDetails Failure) : HistoryEvent(Timestamp);

/// <summary>A sub-orchestration was called.</summary>
internal sealed record SubOrchestrationInstanceCreated(
    DateTime Timestamp, int TaskId, string Name, string? Version, string InstanceId, string? Input, IReadOnlyDictionary<string, string>? Tags)
    : HistoryEvent(Timestamp), IScheduledEvent;

/// <summary>A sub-orchestration ended with a result.</summary>
internal sealed record SubOrchestrationInstanceCompleted(DateTime Timestamp, int TaskId, string? Result) : HistoryEvent(Timestamp);

/// <summary>A sub-orchestration failed or was terminated.</summary>
internal sealed record SubOrchestrationInstanceFailed(DateTime Timestamp, int TaskId, TaskFailureDetails Failure)
    : HistoryEvent(Timestamp);

/// <summary>A timer was set.</summary>
internal sealed record TimerCreated(DateTime Timestamp, int TaskId, DateTime FireAt) : HistoryEvent(Timestamp), IScheduledEvent
{
    [JsonIgnore]
    public string Name => "timer";
}

/// <summary>A timer fired.</summary>
internal sealed record TimerFired(DateTime Timestamp, int TaskId, DateTime FireAt) : HistoryEvent(Timestamp);

/// <summary>An event was sent to another instance.</summary>
internal sealed record EventSent(DateTime Timestamp, int TaskId, string InstanceId, string Name, string? Input)
    : HistoryEvent(Timestamp), IScheduledEvent;

/// <summary>An event arrived.</summary>
internal sealed record EventRaised(DateTime Timestamp, string Name, string? Input) : HistoryEvent(Timestamp);
