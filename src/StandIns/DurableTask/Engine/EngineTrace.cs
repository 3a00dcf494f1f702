using System.Diagnostics;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>The engine's spans, under the real packages' source and names: <c>create_orchestration:Name</c> where an instance is started, <c>activity:Name</c> where an activity runs.</summary>
/// <remarks>A started instance keeps the context of its starter in its history, every activity gets it with its call, on whichever host that runs.</remarks>
internal static class EngineTrace
{
    private static readonly ActivitySource Source = new("Microsoft.DurableTask");

    /// <summary>The span of a client that starts an instance; null where nobody listens.</summary>
    public static Activity? Starting(string name, string instanceId) =>
        Tag(Source.StartActivity($"create_orchestration:{name}", ActivityKind.Producer), "orchestration", name, instanceId);

    /// <summary>The span of an activity, which goes on with the trace of its orchestration. Where nobody listens the context is current all the same, so that calls of the activity carry it on.</summary>
    /// <returns>The span to end; null where the orchestration has no trace: a span of its own would be a trace for every activity.</returns>
    public static Activity? Running(ActivityClaim claim)
    {
        var name = $"activity:{claim.Name}";
        if (claim.Trace is not { } trace || !ActivityContext.TryParse(trace.TraceParent, trace.TraceState, isRemote: true, out var parent))
        {
            return null;
        }

        var span = Source.StartActivity(name, ActivityKind.Server, parent)
            ?? new Activity(name).SetParentId(trace.TraceParent).Start();
        span.TraceStateString = trace.TraceState;
        return Tag(span, "activity", claim.Name, claim.InstanceId)?.SetTag("durabletask.task.task_id", claim.TaskId);
    }

    private static Activity? Tag(Activity? span, string type, string name, string instanceId) => span?
        .SetTag("durabletask.type", type).SetTag("durabletask.task.name", name).SetTag("durabletask.task.instance_id", instanceId);
}
