using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tasks;

/// <summary>A tag for each word: named entities, parts of speech.</summary>
internal sealed class TokenClassification : FineTuningTask
{
    /// <inheritdoc/>
    public override string Name => "token-classification";

    /// <inheritdoc/>
    public override string Purpose => "tag the words of texts";

    /// <inheritdoc/>
    public override string Pipeline => "token-classification";

    /// <inheritdoc/>
    public override string DefaultObjective => "f1";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Objectives => TagOutcome.Names;

    /// <inheritdoc/>
    internal override ModelTask Model => ModelTask.TokenClassification;

    /// <inheritdoc/>
    internal override string ClassSuffix => "ForTokenClassification";

    /// <inheritdoc/>
    internal override bool WeighsClasses => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Reported { get; } = ["accuracy", "f1"];

    /// <inheritdoc/>
    internal override IReadOnlyList<string> HeadLabels(PreparedDataset dataset) => dataset.Labels;

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        TaggedTokens.Prepare(Name, files, modelFolder, options, cancellationToken);

    /// <inheritdoc/>
    internal override ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters) => new TaggingTask(dataset.Train, hyperparameters);

    /// <inheritdoc/>
    internal override SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split) => TagOutcome.Of(model, dataset.Labels, split);
}
