using FineTune.Training.Datasets;

namespace FineTune.Training.Tasks;

/// <summary>The next token of plain text.</summary>
internal sealed class CausalLanguageModeling : LanguageTask
{
    /// <inheritdoc/>
    public override string Name => "causal-language-modeling";

    /// <inheritdoc/>
    public override string Purpose => "continue texts";

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        PlainTexts.Prepare(Name, framesEveryRow: false, files, modelFolder, options, cancellationToken);
}
