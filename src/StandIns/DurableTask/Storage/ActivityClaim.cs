using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

/// <summary>An activity call that this engine holds.</summary>
internal sealed record ActivityClaim(
    long Id, string Token, string InstanceId, string Execution, int TaskId, string Name, string? Version, string? Input, int Deliveries, TraceLink? Trace);
