namespace FineTune.Training;

/// <summary>One evaluation over the whole validation split.</summary>
/// <param name="Epoch">Passes over the training split so far; may be a fraction.</param>
/// <param name="Step">Updates so far.</param>
/// <param name="Objective">Value of the request's objective.</param>
/// <param name="Metrics">train_loss, validation_loss, generalization_gap, learning_rate, and validation_ before the objective and what the task reports.</param>
public sealed record EpochReport(double Epoch, long Step, double Objective, IReadOnlyDictionary<string, double> Metrics);
