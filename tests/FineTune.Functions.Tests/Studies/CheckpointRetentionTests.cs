using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Tests.Studies;

/// <summary>In a population the checkpoints of a rung are kept until nobody is left who could adopt one.</summary>
public sealed class CheckpointRetentionTests
{
    private static readonly StudyRules Population = Sample.Rules with { Pruner = "pbt", RungEpochs = [1, 2, 3] };

    [Fact]
    public void A_checkpoint_is_kept_while_a_member_has_not_passed_its_rung()
    {
        var state = Reached(Reached(Started(0, 1, 2), 1, 0, 0.9), 2, 0, 0.1);
        state = Reached(Resumed(state, 1, 1), 1, 1, 0.95);

        Assert.Equal(["trials/1/0/", "trials/1/1/"], CheckpointRetention.Adoptable(state, Population, 1));
        Assert.Empty(CheckpointRetention.Adoptable(state, Sample.Rules, 1));

        state = Reached(Reached(Resumed(Resumed(Reached(state, 0, 0, 0.5), 0, 1), 2, 1), 0, 1, 0.6), 2, 1, 0.2);

        Assert.Equal(["trials/1/1/"], CheckpointRetention.Adoptable(state, Population, 1));
        Assert.Empty(CheckpointRetention.Adoptable(state.Apply(new PlanMade(99, new Finish("over"))), Population, 1));
    }

    [Fact]
    public void A_member_that_diverged_may_still_adopt_and_one_that_failed_may_not()
    {
        var state = Reached(Reached(Started(0, 1, 2), 0, 0, 0.9), 1, 0, 0.5);

        var diverged = state.Apply(new SegmentFinished(2, 0, 0, SegmentOutcome.Diverged, 1, double.NaN, 0, "", 1, false, "NaN"));
        var failed = state.Apply(new SegmentFinished(2, 0, 0, SegmentOutcome.Failed, 1, double.NaN, 0, "", 1, false, "no memory"));
        diverged = Reached(Resumed(diverged, 1, 1), 1, 1, 0.6);
        failed = Reached(Resumed(failed, 1, 1), 1, 1, 0.6);

        Assert.Contains("trials/0/0/", CheckpointRetention.Adoptable(Reached(Resumed(diverged, 0, 1), 0, 1, 0.9), Population, 0));
        Assert.DoesNotContain("trials/0/0/", CheckpointRetention.Adoptable(Reached(Resumed(failed, 0, 1), 0, 1, 0.9), Population, 0));
    }

    [Fact]
    public void A_trial_that_is_over_keeps_what_others_may_adopt()
    {
        var state = Reached(Started(0, 1, 2), 2, 0, 0.1).Apply(new SegmentFinished(1, 0, 0, SegmentOutcome.EarlyStopped, 1, 0.2, 1, "trials/1/0/", 1, false, "patience"));

        Assert.Empty(CheckpointRetention.Doomed(state, Population, keep: 0));
        Assert.Equal([1], CheckpointRetention.Doomed(state, Sample.Rules, keep: 0));
    }

    private static StudyState Started(params int[] trials) =>
        StudyState.Fold(trials.Select(trial => new PlanMade(trial, new StartTrial(trial, Sample.Parameters, "random", 0, 1, "there is room"))));

    private static StudyState Resumed(StudyState state, int trial, int rung) =>
        state.Apply(new PlanMade(state.NextSequence, new ResumeTrial(trial, rung, rung + 1, "it goes on")));

    private static StudyState Reached(StudyState state, int trial, int rung, double value) =>
        state.Apply(new SegmentFinished(trial, rung, 0, SegmentOutcome.Reached, rung + 1, value, rung + 1, $"trials/{trial}/{rung}/", 1, false, "reached"));
}
