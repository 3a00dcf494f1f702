using System.Text.Json.Nodes;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tasks;

/// <summary>Any number of labels for each text.</summary>
internal sealed class MultiLabelClassification : FineTuningTask
{
    /// <inheritdoc/>
    public override string Name => "multi-label-classification";

    /// <inheritdoc/>
    public override string Purpose => "give texts all the labels that fit";

    /// <inheritdoc/>
    public override string Pipeline => "text-classification";

    /// <inheritdoc/>
    public override string DefaultObjective => "f1_micro";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Objectives => LabelSetOutcome.Names;

    /// <inheritdoc/>
    internal override ModelTask Model => ModelTask.SequenceClassification;

    /// <inheritdoc/>
    internal override string ClassSuffix => "ForSequenceClassification";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Reported { get; } = ["accuracy", "f1_macro", "f1_micro"];

    /// <inheritdoc/>
    internal override IReadOnlyList<string> HeadLabels(PreparedDataset dataset) => dataset.Labels;

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        LabelledTexts.Prepare(Name, LabelKind.Multiple, files, modelFolder, options, cancellationToken);

    /// <inheritdoc/>
    internal override ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters) => new NumericTask(dataset.Train, isProbability: true, hyperparameters.LabelSmoothing);

    /// <inheritdoc/>
    internal override SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split) =>
        new LabelSetOutcome(Predictor.Logits(model, split), [.. Enumerable.Range(0, split.Count).Select(row => split.TargetsOf(row).ToArray())]);

    /// <inheritdoc/>
    internal override void Describe(JsonObject config) => config["problem_type"] = "multi_label_classification";
}
