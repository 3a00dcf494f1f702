using System.Text.Json.Nodes;
using Microsoft.DurableTask.History;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>An instance's history, in the JSON shape of the real host: an ended task is one entry with both its times.</summary>
internal static class HistoryView
{
    public static JsonArray Create(IReadOnlyList<HistoryEvent> history, bool showOutput)
    {
        var scheduled = new Dictionary<int, HistoryEvent>();
        var view = new JsonArray();
        foreach (var happened in history)
        {
            if (happened is IScheduledEvent task)
            {
                scheduled[task.TaskId] = happened;
            }

            if (Entry(happened, scheduled, showOutput) is { } entry)
            {
                entry["Timestamp"] = happened.Timestamp;
                view.Add(entry);
            }
        }

        return view;
    }

    private static JsonObject? Entry(HistoryEvent happened, Dictionary<int, HistoryEvent> scheduled, bool showOutput) => happened switch
    {
        ExecutionStarted started => new JsonObject { ["EventType"] = "ExecutionStarted", ["FunctionName"] = started.Name },
        TaskCompleted done => Ended("TaskCompleted", done.TaskId, scheduled, showOutput ? done.Result : null),
        TaskFailed failed => Failed("TaskFailed", failed.TaskId, scheduled, failed.Failure.ErrorMessage),
        SubOrchestrationInstanceCompleted done => Ended("SubOrchestrationInstanceCompleted", done.TaskId, scheduled, showOutput ? done.Result : null),
        SubOrchestrationInstanceFailed failed => Failed("SubOrchestrationInstanceFailed", failed.TaskId, scheduled, failed.Failure.ErrorMessage),
        TimerFired fired => new JsonObject { ["EventType"] = "TimerFired", ["FireAt"] = fired.FireAt },
        EventRaised raised => new JsonObject { ["EventType"] = "EventRaised", ["Name"] = raised.Name, ["Input"] = showOutput ? InstanceView.Raw(raised.Input) : null },
        ExecutionCompleted done => new JsonObject
        {
            ["EventType"] = "ExecutionCompleted",
            ["OrchestrationStatus"] = "Completed",
            ["Result"] = showOutput ? InstanceView.Raw(done.Result) : null,
        },
        ExecutionFailed failed => new JsonObject
        {
            ["EventType"] = "ExecutionCompleted",
            ["OrchestrationStatus"] = "Failed",
            ["Result"] = failed.Failure.ErrorMessage,
        },
        ExecutionTerminated => new JsonObject { ["EventType"] = "ExecutionTerminated" },
        ExecutionSuspended => new JsonObject { ["EventType"] = "ExecutionSuspended" },
        ExecutionResumed => new JsonObject { ["EventType"] = "ExecutionResumed" },
        _ => null,
    };

    private static JsonObject Ended(string type, int taskId, Dictionary<int, HistoryEvent> scheduled, string? result)
    {
        var entry = new JsonObject { ["EventType"] = type };
        if (scheduled.TryGetValue(taskId, out var start))
        {
            entry["FunctionName"] = ((IScheduledEvent)start).Name;
            entry["ScheduledTime"] = start.Timestamp;
        }

        if (result is not null)
        {
            entry["Result"] = InstanceView.Raw(result);
        }

        return entry;
    }

    private static JsonObject Failed(string type, int taskId, Dictionary<int, HistoryEvent> scheduled, string reason)
    {
        var entry = Ended(type, taskId, scheduled, null);
        entry["Reason"] = reason;
        return entry;
    }
}
