namespace FineTune.Training;

/// <summary>Stops a trial whose validation objective no longer improves. Independent of which weights are kept.</summary>
/// <param name="Patience">Evaluations without improvement that are borne.</param>
/// <param name="MinDelta">Least change of the objective that counts as improvement.</param>
/// <param name="WarmupEpochs">Epochs before which nothing is stopped.</param>
public sealed record EarlyStopping(int Patience = 2, double MinDelta = 0, double WarmupEpochs = 0)
{
    /// <summary>What hyperparameters ask for; null never stops.</summary>
    public static EarlyStopping? Of(Hyperparameters hyperparameters)
    {
        ArgumentNullException.ThrowIfNull(hyperparameters);
        return hyperparameters.EarlyStoppingPatience == 0 ? null
            : new EarlyStopping(hyperparameters.EarlyStoppingPatience - 1, hyperparameters.EarlyStoppingMinDelta, hyperparameters.EarlyStoppingWarmupEpochs);
    }
}
