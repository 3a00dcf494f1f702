using System.Text.Json.Nodes;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tasks;

/// <summary>One label for each text.</summary>
internal sealed class TextClassification : FineTuningTask
{
    /// <inheritdoc/>
    public override string Name => Default;

    /// <inheritdoc/>
    public override string Purpose => "classify texts";

    /// <inheritdoc/>
    public override string Pipeline => "text-classification";

    /// <inheritdoc/>
    public override string DefaultObjective => "accuracy";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Objectives { get; } = [.. ClassOutcome.ManyClassMetrics.Concat(ClassOutcome.TwoClassMetrics).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    internal override ModelTask Model => ModelTask.SequenceClassification;

    /// <inheritdoc/>
    internal override string ClassSuffix => "ForSequenceClassification";

    /// <inheritdoc/>
    internal override bool WeighsClasses => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Reported { get; } = ["accuracy", "f1_macro"];

    /// <inheritdoc/>
    internal override IReadOnlyList<string> HeadLabels(PreparedDataset dataset) => dataset.Labels;

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        LabelledTexts.Prepare(Name, LabelKind.Single, files, modelFolder, options, cancellationToken);

    /// <inheritdoc/>
    internal override ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters) => new ClassificationTask(dataset.Train, hyperparameters);

    /// <inheritdoc/>
    internal override SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split) => ClassOutcome.Of(model, split);

    /// <inheritdoc/>
    internal override void Describe(JsonObject config) => config["problem_type"] = "single_label_classification";

    /// <inheritdoc/>
    private protected override InputProblem? Unsuitable(string objective, PreparedDataset dataset) => ClassOutcome.Unsuitable(objective, dataset);
}
