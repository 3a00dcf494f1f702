namespace FineTune.Training.Models;

/// <summary>The dropout rates of a trial.</summary>
/// <param name="Hidden">Of hidden states.</param>
/// <param name="Attention">Of attention probabilities.</param>
/// <param name="Head">Before the classifier.</param>
/// <param name="Adapter">Of what low-rank adapters look at.</param>
internal sealed record DropoutRates(double Hidden, double Attention, double Head, double Adapter = 0)
{
    /// <summary>The rates that the hyperparameters set, the model's own elsewhere.</summary>
    public static DropoutRates Of(ModelConfig config, Hyperparameters hyperparameters) => new(
        hyperparameters.HiddenDropout ?? hyperparameters.Dropout ?? config.HiddenDropout,
        hyperparameters.AttentionDropout ?? hyperparameters.Dropout ?? config.AttentionDropout,
        hyperparameters.HeadDropout ?? hyperparameters.Dropout ?? config.HeadDropout,
        hyperparameters.LoraDropout);
}
