using FineTune.Functions.Storage;
using FineTune.Search.Ledger;

namespace FineTune.EndToEnd;

/// <summary>Hosts that die and hosts that are asked to leave while a study runs, against the same study left alone.</summary>
public sealed class CrashTests : IClassFixture<CrashRuns>
{
    private const int Kills = 3;

    private readonly CrashRuns _runs;

    public CrashTests(CrashRuns runs) => _runs = runs;

    [Fact]
    public async Task A_study_whose_host_is_killed_three_times_ends_with_the_same_bytes()
    {
        var moments = new Random(20260305);

        var rough = await _runs.RunAsync("rough", CrashRuns.Study, async (app, id) =>
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                // Some evaluations further on, and then at any moment of the next ones.
                var spent = (await app.StudyAsync(id)).GetProperty("epochsSpent").GetDouble();
                await app.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() > spent + moments.Next(2, 6));
                await Task.Delay(moments.Next(0, 300), TestContext.Current.CancellationToken);
                await app.KillAsync();
                await app.StartAsync(TestContext.Current.CancellationToken);
            }

            return null;
        });

        AssertNothingRanTwice(rough.Ledger, Kills);
        Assert.Equal(Decisions(_runs.Calm.Ledger), Decisions(rough.Ledger));
        Assert.Equal(_runs.Calm.Model, rough.Model);
    }

    [Fact]
    public async Task A_host_that_is_asked_to_leave_hands_its_segment_over_without_losing_an_epoch()
    {
        var drained = await _runs.RunAsync("drained", CrashRuns.Study, async (app, id) =>
        {
            await app.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() >= 2);
            Assert.Equal(0, await app.DrainAsync());
            await app.StartAsync(TestContext.Current.CancellationToken);
            return null;
        });

        AssertNothingRanTwice(drained.Ledger, 1);
        Assert.Equal(_runs.Calm.Model, drained.Model);
    }

    [Fact]
    public async Task A_second_host_takes_over_from_one_that_is_asked_to_leave()
    {
        App? second = null;
        var handedOver = await _runs.RunAsync("handed-over", CrashRuns.Study, async (app, id) =>
        {
            await app.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() >= 2);
            second = app.Twin();
            await second.StartAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, await app.DrainAsync());
            return second;
        });
        await second!.DisposeAsync();

        AssertNothingRanTwice(handedOver.Ledger, 1);
        Assert.Equal(_runs.Calm.Model, handedOver.Model);
    }

    [Fact]
    public async Task A_host_that_froze_and_wakes_up_after_another_took_over_changes_nothing()
    {
        App? second = null;
        var thawed = await _runs.RunAsync("thawed", CrashRuns.Study, async (app, id) =>
        {
            second = app.Twin();
            await app.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() >= 2);
            await app.SignalAsync("STOP");
            await second.StartAsync(TestContext.Current.CancellationToken);
            var spent = (await second.StudyAsync(id)).GetProperty("epochsSpent").GetDouble();
            await second.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() > spent);
            await app.SignalAsync("CONT");
            return second;
        });
        await second!.DisposeAsync();

        AssertNothingRanTwice(thawed.Ledger, 1);
        Assert.Equal(Decisions(_runs.Calm.Ledger), Decisions(thawed.Ledger));
        Assert.Equal(_runs.Calm.Model, thawed.Model);
    }

    [Fact]
    public async Task Trials_side_by_side_have_the_numbers_that_they_have_alone()
    {
        var study = CrashRuns.Study.Replace("\"seed\"", "\"parallelTrials\":2,\"seed\"", StringComparison.Ordinal);

        var both = await _runs.RunAsync("parallel", study, (_, _) => Task.FromResult<App?>(null), ("FineTune__Threads", "2"));

        foreach (var trial in both.Ledger.State.Trials)
        {
            var alone = _runs.Calm.Ledger.State.Find(trial.Number)!;
            Assert.Equal(alone.Parameters, trial.Parameters);
            var common = Math.Min(alone.Curve.Length, trial.Curve.Length);
            Assert.NotEqual(0, common);
            Assert.Equal(alone.Curve.Take(common).Select(point => (point.Epoch, point.Objective)), trial.Curve.Take(common).Select(point => (point.Epoch, point.Objective)));
        }
    }

    [Fact]
    public async Task A_host_that_is_killed_in_the_race_of_the_finalists_changes_neither_decision_nor_bytes()
    {
        const string Study = """
            {"budget":{"trials":3},"finalists":2,"sampler":"random","pruner":"none","similarity":"off","seed":5,
             "searchSpace":{"epochs":2,"batchSize":8,"learningRate":{"low":1e-3,"high":5e-3,"log":true}}}
            """;
        var calm = await _runs.RunAsync("race", Study, (_, _) => Task.FromResult<App?>(null));
        var rough = await _runs.RunAsync("race-killed", Study, async (app, id) =>
        {
            await app.WaitAsync(id, study => study.Status() is "concluding" or "completed");
            await app.KillAsync();
            await app.StartAsync(TestContext.Current.CancellationToken);
            return null;
        });

        var race = calm.Ledger.State.Finalists!;
        Assert.Equal(race.ToJson(), rough.Ledger.State.Finalists!.ToJson());
        Assert.Equal(race.Trial, calm.Ledger.State.Concluded!.BestTrial);
        Assert.All(race.Standings, standing => Assert.InRange(standing.Seeds, 5, 12));
        Assert.Equal(calm.Model, rough.Model);
        Assert.Equal(rough.Ledger.Events.Count, rough.Ledger.Events.Select(entry => entry.Id).Distinct().Count());
    }

    private static void AssertNothingRanTwice(LedgerSnapshot ledger, int interruptions)
    {
        Assert.Equal(ledger.Events.Count, ledger.Events.Select(entry => entry.Id).Distinct().Count());
        var ended = new HashSet<(int Trial, int Rung)>();
        foreach (var entry in ledger.Events)
        {
            switch (entry)
            {
                case SegmentFinished finished:
                    Assert.True(ended.Add((finished.Trial, finished.Rung)));
                    Assert.False(finished.Reused);
                    break;
                case SegmentStarted started:
                    Assert.DoesNotContain((started.Trial, started.Rung), ended);
                    break;
            }
        }

        var starts = ledger.Events.OfType<SegmentStarted>().Count();
        Assert.InRange(starts, ended.Count, ended.Count + interruptions);
    }

    /// <summary>What was decided and measured, without the times.</summary>
    private static IReadOnlyList<string> Decisions(LedgerSnapshot ledger) =>
        [.. ledger.State.Trials.Select(trial => $"{trial.Number} {trial.Parameters} {trial.Status} {trial.BestObjective:R} {string.Join(' ', trial.Curve.Select(point => $"{point.Epoch:R}={point.Objective:R}"))}")];
}
