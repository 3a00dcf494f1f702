using System.Collections.Immutable;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Tests.Studies;

/// <summary>Small studies for tests.</summary>
internal static class Sample
{
    public static SearchSpace Space { get; } = SearchSpace.Create(
    [
        new FloatParameter("learningRate", 1e-5, 1e-3, Log: true),
        new CategoricalParameter("batchSize", [ParameterValue.Of(8L), ParameterValue.Of(16L)]),
        new FixedParameter("epochs", ParameterValue.Of(3.0)),
    ]);

    public static ParameterSet Parameters { get; } = ParameterSet.Of(
        ("learningRate", ParameterValue.Of(1e-4)), ("batchSize", ParameterValue.Of(8L)), ("epochs", ParameterValue.Of(3.0)));

    public static StudyRules Rules { get; } = new()
    {
        Space = Space,
        RungEpochs = [1, 3],
        MaxTrials = 4,
        Enqueued = [Parameters],
    };

    public static StudyPlan Plan { get; } = new()
    {
        Id = "reviews-0123456789",
        Name = "reviews <script>",
        Dataset = "reviews",
        DatasetFiles = [new PinnedFile("reviews/train.csv", "train.csv", "0x1", 10)],
        PreparedDataset = "abc",
        Labels = ["bad", "good"],
        Rows = new SplitRows(80, 10, 10),
        Warnings = ["One row <b>was</b> cut."],
        Model = "tiny",
        ModelFiles = [],
        ModelHash = "m",
        Architecture = "bert",
        ParameterCount = 1000,
        Objective = "accuracy",
        Rules = Rules,
        Defaults = new Hyperparameters { Epochs = 3 },
        EvaluateEveryEpochs = 1,
        Threads = 1,
        Device = "cpu",
        DeviceSummary = "a processor",
        CodeVersion = "1",
    };

    /// <summary>A state in which each trial has ended its first rung with the given objective.</summary>
    public static StudyState Finished(params double[] objectives) => StudyState.Fold(objectives.SelectMany((objective, number) => new LedgerEvent[]
    {
        new PlanMade(number, new StartTrial(number, Parameters, "random", 0, 3, "there is room") { IsLast = true }),
        new EpochReported(number, 0, 0, 3, 30, objective, ImmutableSortedDictionary<string, double>.Empty),
        new SegmentFinished(number, 0, 0, SegmentOutcome.Reached, 3, objective, 3, $"trials/{number}/", 6, false, "reached epoch 3"),
    }));
}
