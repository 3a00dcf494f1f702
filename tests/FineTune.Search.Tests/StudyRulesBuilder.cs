using System.Collections.Immutable;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests;

/// <summary>Rules of a small study, to be varied by tests.</summary>
internal static class StudyRulesBuilder
{
    public static SearchSpace Space { get; } = SearchSpace.Create(
    [
        new FloatParameter("learningRate", 1e-5, 1e-2, Log: true),
        new CategoricalParameter("batchSize", [ParameterValue.Of(8), ParameterValue.Of(16), ParameterValue.Of(32)]),
        new FloatParameter("dropout", 0, 0.5, Step: 0.1),
        new CategoricalParameter("schedule", [ParameterValue.Of("linear"), ParameterValue.Of("cosine")]),
        new FloatParameter("warmupRatio", 0, 0.2) { When = new Condition("schedule", [ParameterValue.Of("linear")]) },
        new IntegerParameter("frozenLayers", 0, 6),
    ]);

    public static ParameterSet Baseline { get; } = ParameterSet.Of(
        ("learningRate", ParameterValue.Of(1e-4)),
        ("batchSize", ParameterValue.Of(16)),
        ("dropout", ParameterValue.Of(0.1)),
        ("schedule", ParameterValue.Of("linear")),
        ("warmupRatio", ParameterValue.Of(0.06)),
        ("frozenLayers", ParameterValue.Of(0)));

    public static StudyRules Rules(int trials = 27, int parallel = 1, int factor = 3, params double[] rungs) => new()
    {
        Space = Space,
        RungEpochs = rungs.Length == 0 ? [1, 3, 9] : [.. rungs],
        ReductionFactor = factor,
        MaxTrials = trials,
        ParallelTrials = parallel,
        Enqueued = [Baseline],
        Seed = 7,
        Sampler = "random",
    };

    /// <summary>A smooth objective in (0, 1), larger is better, that rises with epochs and is best near learning rate 3e-4.</summary>
    public static double Accuracy(ParameterSet parameters, double epoch)
    {
        var distance = Math.Log10(parameters["learningRate"].AsDouble()) + 3.5;
        return (1 - (0.5 / (1 + epoch))) / (1 + (distance * distance)) * (1 - (0.02 * parameters["frozenLayers"].AsInteger()));
    }
}
