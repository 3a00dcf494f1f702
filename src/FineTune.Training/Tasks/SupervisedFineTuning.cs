using FineTune.Training.Datasets;

namespace FineTune.Training.Tasks;

/// <summary>What follows a prompt: only completions are learned.</summary>
internal sealed class SupervisedFineTuning : LanguageTask
{
    /// <inheritdoc/>
    public override string Name => "supervised-fine-tuning";

    /// <inheritdoc/>
    public override string Purpose => "answer prompts";

    /// <inheritdoc/>
    internal override PreparedDataset Prepare(DatasetFiles files, string modelFolder, DatasetOptions options, CancellationToken cancellationToken) =>
        Completions.Prepare(Name, files, modelFolder, options, cancellationToken);
}
