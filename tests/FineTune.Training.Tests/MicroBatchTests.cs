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

    [Fact]
    public void An_image_costs_what_its_patches_or_its_maps_do_and_not_one_token()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), """{"model_type":"vit"}""");
        var vit = ModelFolder.ReadConfig(folder.File("")).Config;
        File.WriteAllText(folder.File("config.json"), """{"model_type":"resnet"}""");
        var resnet = ModelFolder.ReadConfig(folder.File("")).Config;
        var hyperparameters = new Hyperparameters();

        Assert.Equal(MicroBatch.BytesOfRow(vit with { ImageSize = 0 }, hyperparameters, 197), MicroBatch.BytesOfRow(vit, hyperparameters, 1));

        // ResNet-50 at 224: 4.1 billion multiply-adds, 25.5 million weights in its convolutions less the classifier, 11.1 million values out of them.
        var convolutions = resnet.ResNet!.Convolutions(224).ToArray();
        Assert.Equal(53, convolutions.Length);
        Assert.InRange(convolutions.Sum(c => (double)c.From * c.To * c.Kernel * c.Kernel * c.Size * c.Size), 3.8e9, 4.2e9);
        Assert.Equal(23_454_912, convolutions.Sum(c => c.From * c.To * c.Kernel * c.Kernel));
        Assert.InRange(convolutions.Sum(c => (double)c.To * c.Size * c.Size), 1.05e7, 1.15e7);
        Assert.InRange(MicroBatch.BytesOfRow(resnet, hyperparameters, 1), 1e8, 2e8);
    }
}
