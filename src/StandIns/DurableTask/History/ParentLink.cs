namespace Microsoft.DurableTask.History;

/// <summary>Who waits for a sub-orchestration: the parent's instance, generation and call.</summary>
internal sealed record ParentLink(string InstanceId, string Name, string ExecutionId, int TaskId);
