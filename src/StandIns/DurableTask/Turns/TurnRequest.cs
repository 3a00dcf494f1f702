using Microsoft.DurableTask.Engine;

namespace Microsoft.DurableTask.Turns;

/// <summary>Which instance a turn is for.</summary>
internal sealed record TurnRequest(
    string InstanceId, string Name, string Version, ParentOrchestrationInstance? Parent, string? Input, DurableEngineOptions Options);
