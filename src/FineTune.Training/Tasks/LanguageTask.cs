using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tasks;

/// <summary>What the tasks of decoders share: the head over the vocabulary, the loss of the next token, perplexity.</summary>
internal abstract class LanguageTask : FineTuningTask
{
    /// <inheritdoc/>
    public override string Pipeline => "text-generation";

    /// <inheritdoc/>
    public override string DefaultObjective => "perplexity";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Objectives => NextTokenOutcome.Names;

    /// <inheritdoc/>
    internal override ModelTask Model => ModelTask.MaskedLanguage;

    /// <inheritdoc/>
    internal override string ClassSuffix => "ForCausalLM";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Reported { get; } = ["perplexity", "token_accuracy"];

    /// <inheritdoc/>
    internal override IReadOnlyList<string>? HeadLabels(PreparedDataset dataset) => null;

    /// <inheritdoc/>
    internal override bool Suits(ModelFamily family) => family is DecoderFamily;

    /// <inheritdoc/>
    internal override ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters) => NextTokenTask.Of(dataset.Train, hyperparameters.LabelSmoothing);

    /// <inheritdoc/>
    internal override SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split) => NextTokenOutcome.Of(model, split);
}
