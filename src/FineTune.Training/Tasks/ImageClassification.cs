using System.Text.Json.Nodes;
using FineTune.Training.Datasets;
using FineTune.Training.Images;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tasks;

/// <summary>One class for each image.</summary>
internal sealed class ImageClassification : FineTuningTask
{
    /// <summary>Its name in study.json.</summary>
    public const string TaskName = "image-classification";

    /// <inheritdoc/>
    public override string Name => TaskName;

    /// <inheritdoc/>
    public override string Purpose => "classify images";

    /// <inheritdoc/>
    public override string Pipeline => "image-classification";

    /// <inheritdoc/>
    public override string DefaultObjective => "accuracy";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Objectives { get; } = [.. ClassOutcome.ManyClassMetrics.Concat(ClassOutcome.TwoClassMetrics).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    internal override ModelTask Model => ModelTask.ImageClassification;

    /// <inheritdoc/>
    internal override bool Suits(ModelFamily family) => family is ImageFamily;

    /// <inheritdoc/>
    internal override string ClassSuffix => "ForImageClassification";

    /// <inheritdoc/>
    internal override bool WeighsClasses => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Reported { get; } = ["accuracy", "f1_macro"];

    /// <inheritdoc/>
    internal override IReadOnlyList<string> HeadLabels(PreparedDataset dataset) => dataset.Labels;

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        LabelledImages.Prepare(files, modelFolder, options, cancellationToken);

    /// <inheritdoc/>
    internal override ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters) => new ImageClassificationTask(dataset.Train, hyperparameters);

    /// <inheritdoc/>
    internal override SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split) =>
        new ClassOutcome(Predictor.ImageLogits(model, split.Count, row => split.Images!.Decode(row)), split.LabelIds);

    /// <inheritdoc/>
    internal override void Describe(JsonObject config) => config["problem_type"] = "single_label_classification";

    /// <inheritdoc/>
    internal override void DescribeInput(string modelFolder, string outputFolder) => PreprocessingSettings.Load(modelFolder).Save(outputFolder);

    /// <inheritdoc/>
    private protected override InputProblem? Unsuitable(string objective, PreparedDataset dataset) => ClassOutcome.Unsuitable(objective, dataset);
}
