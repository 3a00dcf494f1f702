using System.Text.Json.Nodes;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tasks;

/// <summary>A number for each text.</summary>
internal sealed class TextRegression : FineTuningTask
{
    /// <inheritdoc/>
    public override string Name => "text-regression";

    /// <inheritdoc/>
    public override string Purpose => "give texts a number";

    /// <inheritdoc/>
    public override string Pipeline => "text-classification";

    /// <inheritdoc/>
    public override string DefaultObjective => "mse";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Objectives => NumberOutcome.Names;

    /// <inheritdoc/>
    internal override ModelTask Model => ModelTask.SequenceClassification;

    /// <inheritdoc/>
    internal override string ClassSuffix => "ForSequenceClassification";

    /// <inheritdoc/>
    internal override bool SmoothsLabels => false;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Reported { get; } = ["mae", "pearsonr"];

    /// <summary>The one output, by the name that the library gives it.</summary>
    internal override IReadOnlyList<string> HeadLabels(PreparedDataset dataset) => ["LABEL_0"];

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        LabelledTexts.Prepare(Name, LabelKind.Number, files, modelFolder, options, cancellationToken);

    /// <inheritdoc/>
    internal override ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters) => new NumericTask(dataset.Train, isProbability: false);

    /// <inheritdoc/>
    internal override SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split) =>
        new NumberOutcome(Array.ConvertAll(Predictor.Logits(model, split), l => (double)l[0]), Array.ConvertAll(split.Targets, t => (double)t));

    /// <inheritdoc/>
    internal override void Describe(JsonObject config) => config["problem_type"] = "regression";
}
