using System.Text;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Reports;

/// <summary>A study's trials as CSV: one line each, a column <c>params_{name}</c> for each hyperparameter as in Optuna's <c>trials_dataframe</c>.</summary>
internal static class TrialTable
{
    /// <summary>The table.</summary>
    /// <param name="objective">What trials are compared by: the name of the second column.</param>
    /// <param name="state">The study.</param>
    public static string Write(string objective, StudyState state)
    {
        var names = state.Trials.SelectMany(trial => trial.Parameters.Select(entry => entry.Key)).Distinct().Order(StringComparer.Ordinal).ToList();
        var table = new StringBuilder();
        table.AppendCsv([.. new[] { "number", objective, "best_epoch", "state", "rung", "epochs", "seconds" }.Select(CsvText.Of), .. names.Select(name => CsvText.Of("params_" + name)), "origin", "reason"]);
        foreach (var trial in state.Trials)
        {
            table.AppendCsv(
            [
                CsvText.Of(trial.Number), CsvText.Of(trial.BestObjective), CsvText.Of(trial.BestEpoch), trial.Status.ToString().ToLowerInvariant(),
                CsvText.Of(trial.Rung), CsvText.Of(trial.EpochsDone), CsvText.Of(trial.Seconds),
                .. names.Select(name => trial.Parameters.TryGetValue(name, out var value) ? Cell(value) : ""),
                CsvText.Of(trial.Origin), CsvText.Of(trial.Reason),
            ]);
        }

        return table.ToString();
    }

    private static string Cell(ParameterValue value) =>
        value.IsNumber ? CsvText.Of(value.AsDouble()) : CsvText.Of(value.ToString());
}
