using System.Collections.Immutable;
using FineTune.Functions.Api;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Tests.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Tests.Api;

public sealed class StudyViewsTests
{
    private static readonly StudyControl Plain = new();
    private static readonly StudyState Running = Sample.Finished(0.5);
    private static readonly StudyConcluded Concluded = new(0, 0.5, ImmutableSortedDictionary<string, double>.Empty, ImmutableSortedDictionary<string, double>.Empty, "done");

    [Fact]
    public void The_status_follows_the_store()
    {
        Assert.Equal("preparing", Status(null, StudyState.Empty, Plain));
        Assert.Equal("running", Status(Sample.Plan, Running, Plain));
        Assert.Equal("suspended", Status(Sample.Plan, Running, new StudyControl(Suspended: true)));
        Assert.Equal("concluding", Status(Sample.Plan, Running.Apply(new PlanMade(9, new Finish("all tried"))), Plain));
        Assert.Equal("completed", Status(Sample.Plan, Running.Apply(Concluded), Plain));
        Assert.Equal("stopped", Status(Sample.Plan, Running.Apply(Concluded), new StudyControl(StopReason: "enough")));
        Assert.Equal("failed", StudyViews.StatusOf(null, StudyState.Empty, [new Problem("m", "r")], Plain));
    }

    [Fact]
    public void A_trial_shows_no_NaN()
    {
        var view = StudyViews.Of(Sample.Finished(double.NaN).Trials[0]);

        Assert.Null(view.Objective);
        Assert.Null(view.Curve[0].Objective);
    }

    [Fact]
    public void The_forecast_counts_promotions()
    {
        Assert.Equal(4 + 2, StudyForecast.Epochs(Sample.Rules));
        Assert.Equal(5, StudyForecast.Epochs(Sample.Rules with { MaxTotalEpochs = 5 }));
        Assert.Equal(8, StudyForecast.Seconds(Sample.Rules, Running, [], 4));
        Assert.Null(StudyForecast.Seconds(Sample.Rules, StudyState.Empty, [], 4));
    }

    [Fact]
    public void Before_the_first_segment_ended_its_evaluations_tell_the_speed()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        LedgerEvent[] events =
        [
            new SegmentStarted(0, 0, 1, 0, 3, "key") { At = start },
            new EpochReported(0, 0, 1, 2, 20, 0.5, ImmutableSortedDictionary<string, double>.Empty) { At = start.AddSeconds(10) },
        ];

        Assert.Equal(20, StudyForecast.Seconds(Sample.Rules, StudyState.Empty, events, 4));
    }

    private static string Status(StudyPlan? plan, StudyState state, StudyControl control) => StudyViews.StatusOf(plan, state, [], control);
}
