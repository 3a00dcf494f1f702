using FineTune.Training.Models;

namespace FineTune.Training.Tests;

public sealed class MicroBatchTests
{
    [Theory]
    [InlineData(1.0, 12)]
    [InlineData(0.75, 6)]
    [InlineData(0.4, 4)]
    [InlineData(0.01, 1)]
    public void As_many_rows_pass_as_memory_holds_in_equal_parts(double share, int expected)
    {
        using var task = new TinyTask();
        var config = ModelFolder.ReadConfig(task.ModelFolder).Config;
        var hyperparameters = new Hyperparameters { BatchSize = 12 };
        var whole = 2 * 12 * MicroBatch.BytesOfRow(config, hyperparameters, 32);
        Assert.Equal(expected, MicroBatch.Choose(config, hyperparameters, 32, (long)(whole * share) + 1));
        Assert.Equal(12, MicroBatch.Choose(config, hyperparameters, 32, 0));
        Assert.Equal(5, MicroBatch.Choose(config, hyperparameters with { MicroBatchSize = 5 }, 32, 1));
    }
}
