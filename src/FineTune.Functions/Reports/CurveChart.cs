using FineTune.Search.Ledger;

namespace FineTune.Functions.Reports;

/// <summary>The learning curves of a study's trials, and what the best one learned against what it can tell of unseen rows.</summary>
internal static class CurveChart
{
    /// <summary>All trials' objective over epochs; empty when nothing was evaluated.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="best">The number of the trial to stress.</param>
    /// <param name="objective">The name of the vertical axis.</param>
    public static string Draw(IReadOnlyList<TrialState> trials, int best, string objective) => LineChart.Draw(
        "Learning curves of all trials",
        objective,
        [.. trials.OrderBy(trial => trial.Number == best ? 2 : trial.Number == 0 ? 1 : 0).Select(trial => new LineChart.Line(
            trial.Number == best ? "winner" : trial.Number == 0 ? "baseline" : "other",
            trial.Number == best ? $"{trial.Number}: best" : trial.Number == 0 ? "0: defaults" : "",
            $"trial {trial.Number}: {HtmlText.Score(trial.BestObjective)}",
            [.. trial.Curve.Select(point => (point.Epoch, point.Objective))]))]);

    /// <summary>Training and validation loss of one trial over epochs: the distance between them is the generalisation gap.</summary>
    public static string DrawGap(TrialState trial) => LineChart.Draw(
        $"Training and validation loss of trial {trial.Number}",
        "loss",
        [Loss(trial, "train_loss", "training", "training"), Loss(trial, "validation_loss", "winner", "validation")]);

    private static LineChart.Line Loss(TrialState trial, string metric, string kind, string name) => new(
        kind, name, name, [.. trial.Curve.Where(point => point.Metrics.ContainsKey(metric)).Select(point => (point.Epoch, point.Metrics[metric]))]);
}
