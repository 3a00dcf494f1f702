using FineTune.Functions.Orchestrators;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Turns;

namespace FineTune.Functions.Tests.Orchestrators;

/// <summary>
/// Histories that earlier versions wrote go on under this one: from every turn of theirs the orchestrator asks for exactly what the history
/// says, and ends as it says. docs/versioning.md has the rule; RecordHistories in EndToEnd recorded them from running apps.
/// </summary>
public sealed class ReplayTests
{
    private const string Remedy =
        "A study that is running would break with this change. Gate it by the orchestration's version, or, where the version of this folder has not been released yet, record it again: docs/versioning.md.";

    private static readonly DurableEngineOptions Options = new() { DatabasePath = "none" };

    public static TheoryData<string> Histories() =>
        new(Directory.EnumerateFiles(Folder(), "*.jsonl", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder(), path)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Histories))]
    public void A_history_goes_on_from_every_turn_as_it_went_on_then(string file)
    {
        var events = File.ReadLines(Path.Combine(Folder(), file)).Select(HistoryJson.Read).ToList();
        var turns = 0;
        for (var begin = 0; begin < events.Count; turns++)
        {
            var end = events.FindIndex(begin, one => one is OrchestratorCompleted);
            Assert.True(end > begin, "a turn does not end");
            Replay(events[..begin], events[begin..end]);
            begin = end + 1;
        }

        Assert.True(turns > 1);
    }

    [Fact]
    public void The_stored_histories_have_every_call_that_the_orchestrator_makes()
    {
        var calls = Histories().Select(row => row.Data).SelectMany(file => File.ReadLines(Path.Combine(Folder(), file))).Select(HistoryJson.Read).OfType<TaskScheduled>()
            .Select(call => call.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "PrepareStudy", "PlanNext", "TrainSegment", "ConcludeStudy" }, calls);
    }

    [Fact]
    public void An_orchestrator_that_asks_for_something_else_is_found()
    {
        var events = File.ReadLines(Path.Combine(Folder(), Histories().Select(row => row.Data).First())).Select(HistoryJson.Read).ToList();
        var end = events.FindIndex(one => one is OrchestratorCompleted);
        var next = events.FindIndex(end + 1, one => one is OrchestratorCompleted);
        var outcome = Turn.Run(Request(events), async context => await context.CallActivityAsync<string>("AnotherActivity"), events[..(end + 1)], Arrived(events[(end + 1)..next]));
        Assert.Contains("Non-Deterministic", Assert.IsType<TurnEnd.Failed>(outcome.End).Failure.ErrorMessage, StringComparison.Ordinal);
    }

    private static void Replay(List<HistoryEvent> past, List<HistoryEvent> turn)
    {
        var outcome = Turn.Run(Request([.. past, .. turn]), RunAsync, past, Arrived(turn));
        Assert.False(outcome.End is TurnEnd.Failed, $"{(outcome.End as TurnEnd.Failed)?.Failure.ErrorMessage}\n{Remedy}");
        var asked = turn.OfType<IScheduledEvent>().Select(one => HistoryJson.Write((HistoryEvent)one)).ToList();
        Assert.True(asked.SequenceEqual(outcome.Requests.Select(HistoryJson.Write)), $"then: {string.Join('\n', asked)}\nnow: {string.Join('\n', outcome.Requests.Select(HistoryJson.Write))}\n{Remedy}");
        var ended = turn.OfType<ExecutionCompleted>().FirstOrDefault();
        Assert.Equal(ended?.Result, (outcome.End as TurnEnd.Completed)?.Output);
    }

    private static async Task<object?> RunAsync(TaskOrchestrationContext context) => await TuneStudy.RunAsync(context, context.GetInput<StudyRun>()!);

    private static TurnRequest Request(IEnumerable<HistoryEvent> events)
    {
        var start = events.OfType<ExecutionStarted>().First();
        return new TurnRequest("recorded", start.Name, start.Version ?? "", null, start.Input, Options);
    }

    /// <summary>What a turn was given, without what came of it.</summary>
    private static List<HistoryEvent> Arrived(IEnumerable<HistoryEvent> turn) => [.. turn.Where(one => one is not IScheduledEvent and not ExecutionCompleted and not ExecutionFailed)];

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", "FineTune.Functions.Tests", "Histories");
    }
}
