using FineTune.Functions.Activities;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FineTune.Functions.Orchestrators;

/// <summary>Runs one study: prepares it, asks for decisions, trains segments side by side in a window, and concludes.</summary>
/// <remarks>
/// Awaits the activities <c>PrepareStudy</c>, <c>PlanNext</c>, <c>TrainSegment</c>, <c>PlanFinalists</c>, <c>TrainFinalist</c>,
/// <c>RecordFailure</c> and <c>ConcludeStudy</c>, and timers. Accepts no events: a stop is a flag that segments poll and a line of
/// the ledger that the planner reads. Ends when the planner says finish and no segment runs. A failed segment fails its trial, never
/// the study. Nothing large passes through here.
/// Version 1. A running study survives an update as long as the order of these calls stays.
/// </remarks>
public static class TuneStudy
{
    /// <summary>Decisions before the history is cut; each one brings about ten history entries.</summary>
    private const int DecisionsPerHistory = 60;

    private static readonly TimeSpan PreemptionPause = TimeSpan.FromSeconds(1);

    /// <summary>Runs the orchestration.</summary>
    [Function(nameof(TuneStudy))]
    public static async Task<StudyOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, StudyRun run)
    {
        try
        {
            if (run.ParallelTrials == 0)
            {
                context.SetCustomStatus(new StudyProgress("preparing", 0, 0));
                var prepared = await context.CallActivityAsync<PrepareAnswer>(nameof(PrepareStudy), run.Study, RetryProfiles.Storage);
                if (!prepared.IsReady)
                {
                    return new StudyOutcome(run.Study, "failed", prepared.Problem ?? "");
                }

                run = run with { ParallelTrials = prepared.ParallelTrials, FinalistRungs = prepared.FinalistRungs };
            }

            if (await SearchAsync(context, run) is { } next)
            {
                context.ContinueAsNew(next);
                return new StudyOutcome(run.Study, "running", "");
            }

            if (run.FinalistRungs > 0)
            {
                await RaceAsync(context, run);
            }

            context.SetCustomStatus(new StudyProgress("concluding", 0, 0));
            return await context.CallActivityAsync<StudyOutcome>(nameof(ConcludeStudy), run.Study, RetryProfiles.Storage);
        }
        catch (TaskFailedException failure)
        {
            var reason = $"{failure.TaskName} failed: {failure.FailureDetails.ErrorMessage}";
            await context.CallActivityAsync(nameof(RecordFailure), new StudyFailure(run.Study, reason), RetryProfiles.Storage);
            return new StudyOutcome(run.Study, "failed", reason);
        }
    }

    /// <summary>Keeps the window full until the planner says finish; the next run's input when the history has grown long.</summary>
    private static async Task<StudyRun?> SearchAsync(TaskOrchestrationContext context, StudyRun run)
    {
        var running = new List<Task>();
        var sequence = run.Sequence;
        var finished = false;
        while (true)
        {
            var waits = false;
            var longHistory = sequence - run.Sequence >= DecisionsPerHistory;
            while (!finished && !waits && !longHistory && running.Count < run.ParallelTrials)
            {
                var answer = await context.CallActivityAsync<PlanAnswer>(nameof(PlanNext), new PlanRequest(run.Study, sequence++), RetryProfiles.Storage);
                finished = answer.IsFinish;
                waits = answer.Segment is null;
                if (answer.Segment is { } segment)
                {
                    running.Add(TrainAsync(context, segment));
                }
            }

            context.SetCustomStatus(new StudyProgress("searching", sequence, running.Count));
            if (running.Count == 0)
            {
                return longHistory && !finished ? run with { Sequence = sequence } : null;
            }

            var done = await Task.WhenAny(running);
            running.Remove(done);
            await done;
        }
    }

    /// <summary>Trains the finalists with seed after seed until the race is decided.</summary>
    private static async Task RaceAsync(TaskOrchestrationContext context, StudyRun run)
    {
        for (var look = 0; ; look++)
        {
            var answer = await context.CallActivityAsync<FinalistAnswer>(nameof(PlanFinalists), new PlanRequest(run.Study, look), RetryProfiles.Storage);
            if (answer.Trials.Count == 0)
            {
                return;
            }

            context.SetCustomStatus(new StudyProgress("comparing finalists", look, Math.Min(run.ParallelTrials, answer.Trials.Count)));
            foreach (var group in answer.Trials.Chunk(run.ParallelTrials))
            {
                await Task.WhenAll(group.Select(trial => TrainFinalistAsync(context, run, trial, answer.Seed)));
            }
        }
    }

    /// <summary>Trains one finalist with one seed, from rung to rung.</summary>
    private static async Task TrainFinalistAsync(TaskOrchestrationContext context, StudyRun run, int trial, int seed)
    {
        try
        {
            for (var rung = 0; rung < run.FinalistRungs; rung++)
            {
                await UntilFinishedAsync(context, nameof(TrainFinalist), new FinalistSegment(run.Study, trial, seed, rung));
            }
        }
        catch (TaskFailedException failure)
        {
            var reason = $"the finalist could not be trained: {failure.FailureDetails.ErrorMessage}";
            await context.CallActivityAsync(nameof(RecordFailure), new StudyFailure(run.Study, reason, Finalist: new FinalistSegment(run.Study, trial, seed, 0)), RetryProfiles.Storage);
        }
    }

    /// <summary>Calls an activity that trains, again for as often as it is preempted.</summary>
    private static async Task UntilFinishedAsync(TaskOrchestrationContext context, string activity, object segment)
    {
        while (await context.CallActivityAsync<SegmentEnding>(activity, segment, RetryProfiles.Training) == SegmentEnding.Preempted)
        {
            await context.CreateTimer(PreemptionPause, CancellationToken.None);
        }
    }

    /// <summary>Trains one segment to its end.</summary>
    private static async Task TrainAsync(TaskOrchestrationContext context, TrialSegment segment)
    {
        try
        {
            await UntilFinishedAsync(context, nameof(TrainSegment), segment);
        }
        catch (TaskFailedException failure)
        {
            var reason = $"the trial could not be trained: {failure.FailureDetails.ErrorMessage}";
            await context.CallActivityAsync(nameof(RecordFailure), new StudyFailure(segment.Study, reason, segment), RetryProfiles.Storage);
        }
    }
}
