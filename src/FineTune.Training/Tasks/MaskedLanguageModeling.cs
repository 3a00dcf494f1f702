using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tasks;

/// <summary>The hidden words of plain text: how an encoder is brought closer to a domain before it is taught a task.</summary>
internal sealed class MaskedLanguageModeling : FineTuningTask
{
    private static readonly RandomKey EvaluationKey = new RandomKey(15).Derive("evaluation");

    /// <inheritdoc/>
    public override string Name => "masked-language-modeling";

    /// <inheritdoc/>
    public override string Purpose => "fill in hidden words";

    /// <inheritdoc/>
    public override string Pipeline => "fill-mask";

    /// <inheritdoc/>
    public override string DefaultObjective => "perplexity";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Objectives => NextTokenOutcome.Names;

    /// <inheritdoc/>
    internal override ModelTask Model => ModelTask.MaskedLanguage;

    /// <inheritdoc/>
    internal override string ClassSuffix => "ForMaskedLM";

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Reported { get; } = ["perplexity", "token_accuracy"];

    /// <inheritdoc/>
    internal override bool Suits(ModelFamily family) => family is not (DecoderFamily or ImageFamily);

    /// <inheritdoc/>
    internal override IReadOnlyList<string>? HeadLabels(PreparedDataset dataset) => null;

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        Tokenizer.Load(modelFolder).SpecialTokens.Mask is null
            ? throw new InvalidInputException(modelFolder, null, "The model's tokenizer has no mask token.", "Use an encoder that was pre-trained by hiding words.")
            : PlainTexts.Prepare(Name, framesEveryRow: true, files, modelFolder, options, cancellationToken);

    /// <inheritdoc/>
    internal override ITrainingTask Learn(PreparedDataset dataset, Hyperparameters hyperparameters) => new MaskedTokenTask(dataset.Train, dataset.MaskTokenId!.Value, hyperparameters.LabelSmoothing);

    /// <summary>Measures with the same words hidden each time.</summary>
    internal override SplitOutcome Evaluate(PretrainedModel model, PreparedDataset dataset, PreparedSplit split)
    {
        var masking = new MaskedTokens(split, dataset.MaskTokenId!.Value);
        return new NextTokenOutcome(model, split.Count, row => masking.Apply(row, EvaluationKey.Derive((ulong)row), model.Config.VocabularySize));
    }
}
