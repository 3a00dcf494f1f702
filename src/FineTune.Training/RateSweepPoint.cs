namespace FineTune.Training;

/// <summary>One update of a learning-rate range test.</summary>
/// <param name="LearningRate">The rate of the update.</param>
/// <param name="Loss">The loss of its batch.</param>
/// <param name="SmoothedLoss">The running mean of the losses so far, without the pull of its start.</param>
public sealed record RateSweepPoint(double LearningRate, double Loss, double SmoothedLoss);
