using FineTune.Functions.Studies;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Tests.Studies;

public sealed class TrialHyperparametersTests
{
    [Fact]
    public void Proposed_values_replace_the_defaults()
    {
        var proposed = ParameterSet.Of(
            ("learningRate", ParameterValue.Of(0.25)), ("batchSize", ParameterValue.Of(32L)), ("schedule", ParameterValue.Of("cosine")), ("freezeEmbeddings", ParameterValue.Of(true)));

        var resolved = TrialHyperparameters.Resolve(new Hyperparameters { WarmupRatio = 0.3 }, proposed);

        Assert.Equal((0.25, 32, 0.3, true), (resolved.LearningRate, resolved.BatchSize, resolved.WarmupRatio, resolved.FreezeEmbeddings));
        Assert.Equal("Cosine", resolved.Schedule.ToString());
    }

    [Fact]
    public void The_defaults_project_onto_a_point_of_the_space()
    {
        var point = TrialHyperparameters.Project(new Hyperparameters { LearningRate = 3e-4, BatchSize = 16, Epochs = 3 }, Sample.Space);

        Assert.True(Sample.Space.Contains(point));
        Assert.Equal(3e-4, point["learningRate"].AsDouble());
    }

    [Fact]
    public void A_default_outside_the_space_is_replaced_by_its_middle() =>
        Assert.True(Sample.Space.Contains(TrialHyperparameters.Project(new Hyperparameters { LearningRate = 5, BatchSize = 7 }, Sample.Space)));
}
