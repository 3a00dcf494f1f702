using FineTune.Functions.Studies;
using FineTune.Search.Planning;

namespace FineTune.Functions.Tests.Studies;

public sealed class BestTrialTests
{
    [Fact]
    public void The_largest_objective_wins_and_NaN_never_does() =>
        Assert.Equal(2, BestTrial.Choose(Sample.Finished(0.5, double.NaN, 0.9, 0.7), Direction.Maximize)!.Number);

    [Fact]
    public void The_smallest_wins_when_smaller_is_better() =>
        Assert.Equal(0, BestTrial.Choose(Sample.Finished(0.5, double.NaN, 0.9), Direction.Minimize)!.Number);

    [Fact]
    public void Of_equals_the_lower_number_wins() =>
        Assert.Equal(1, BestTrial.Choose(Sample.Finished(0.1, 0.9, 0.9), Direction.Maximize)!.Number);

    [Fact]
    public void With_only_NaN_there_is_none() => Assert.Null(BestTrial.Choose(Sample.Finished(double.NaN, double.NaN), Direction.Maximize));

    [Fact]
    public void Checkpoints_of_the_best_and_of_the_baseline_are_kept() =>
        Assert.Equal([2, 4], CheckpointRetention.Doomed(Sample.Finished(0.1, 0.8, 0.3, 0.9, 0.2), Sample.Rules, keep: 2));
}
