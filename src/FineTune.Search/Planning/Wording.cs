using System.Globalization;
using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>Puts standings and numbers into words.</summary>
internal static class Wording
{
    /// <summary>A value with four significant digits.</summary>
    public static string Number(double? value) => value is { } known ? known.ToString("G4", CultureInfo.InvariantCulture) : "no value";

    /// <summary>0.712 is 7th of 9; the best 3 go on.</summary>
    public static string Standing(StudyRules rules, RungTable table, TrialState trial, int rung, int quota) =>
        $"{Place(table, trial, rung, rules)}; {(quota == 0 ? "none goes on yet" : quota == 1 ? "the best goes on" : $"the best {quota} go on")}";

    /// <summary>0.712 is 7th of 9.</summary>
    public static string Place(RungTable table, TrialState trial, int rung, StudyRules rules)
    {
        var rank = table.Rank(rung, trial.Number);
        if (rank == 0)
        {
            return "it has no value";
        }

        var entry = table[rung][rank - 1];
        var loss = entry.Loss;
        var value = double.IsFinite(loss) ? Number(rules.Direction == Direction.Minimize ? loss : -loss) : "a value that is not finite";
        return $"{value} is {Ordinal(rank)} of {table[rung].Count}" + (entry.Losses.Length > 1 ? $" by {entry.Losses.Length} objectives, on front {entry.Front + 1}" : string.Empty)
            + (entry.Predicted is { } end ? $" by a curve that is predicted to end at {Number(rules.Direction == Direction.Minimize ? end : -end)} ± {Number(entry.Deviation)}" : string.Empty);
    }

    private static string Ordinal(int number) => (number % 100) switch
    {
        11 or 12 or 13 => $"{number}th",
        _ => (number % 10) switch { 1 => $"{number}st", 2 => $"{number}nd", 3 => $"{number}rd", _ => $"{number}th" },
    };
}
