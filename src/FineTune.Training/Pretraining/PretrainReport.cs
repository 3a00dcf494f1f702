namespace FineTune.Training.Pretraining;

/// <summary>How far a pre-training is.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Share">Share of the training that is done, 0 to 1.</param>
/// <param name="Tokens">Tokens seen.</param>
/// <param name="Loss">Mean masked-language loss since the last report.</param>
/// <param name="HeldOutLoss">Loss on held-out text, where it was just measured.</param>
/// <param name="LearningRate">Rate of the last update.</param>
/// <param name="TokensPerSecond">Speed since the last report.</param>
/// <param name="SecondsLeft">Estimated time to the end.</param>
public sealed record PretrainReport(
    long Step, double Share, long Tokens, double Loss, double? HeldOutLoss, double LearningRate, double TokensPerSecond, double SecondsLeft);
