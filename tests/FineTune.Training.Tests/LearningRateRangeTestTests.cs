namespace FineTune.Training.Tests;

public sealed class LearningRateRangeTestTests
{
    [Fact]
    public void The_proposed_rates_lie_where_the_loss_falls()
    {
        using var task = new TinyTask(rows: 200);
        var sweep = LearningRateRangeTest.Run(task.Request("unused", 1), 1e-6, 1, 80, TestContext.Current.CancellationToken);
        Assert.True(sweep.Points.Count > 30);
        Assert.Equal(1e-6, sweep.Points[0].LearningRate, 1e-12);
        Assert.InRange(sweep.Valley, 1e-5, 0.3);
        Assert.InRange(sweep.Steepest, 1e-5, 1);
        Assert.False(Directory.Exists(task.Folder("unused")));
    }

    [Fact]
    public void The_valley_is_half_of_the_way_down_the_longest_fall()
    {
        double[] losses = [2, 2.1, 2, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4, 3, 5];
        var sweep = new RateSweep([.. losses.Select((loss, i) => new RateSweepPoint(Math.Pow(10, i - 8), loss, loss))]);

        // The fall goes from the second point to the ninth: 7 wide, so 1 + 2 + 1.
        Assert.Equal(1e-4, sweep.Valley, 1e-12);
        Assert.Equal(1e-1, sweep.Highest, 1e-12);
    }

    [Fact]
    public void Rates_that_do_not_rise_are_refused()
    {
        using var task = new TinyTask();
        Assert.Throws<InvalidInputException>(() => LearningRateRangeTest.Run(task.Request("unused", 1), 1, 0.1, 100, TestContext.Current.CancellationToken));
    }
}
