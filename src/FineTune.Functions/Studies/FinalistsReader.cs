using System.Text.Json;

namespace FineTune.Functions.Studies;

/// <summary>Reads how many of a study's leaders are compared over further seeds.</summary>
internal static class FinalistsReader
{
    private const int Most = 10;
    private const string Remedy = "Give \"auto\", \"off\", or a whole number from 2 to 10.";

    /// <summary>"auto" (null), "off" (0), or how many race.</summary>
    /// <param name="value">The study's field.</param>
    /// <param name="trials">How many trials there may be.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static int? Read(JsonElement value, int trials, List<Problem> problems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                return null;
            case JsonValueKind.String when value.GetString() is "auto":
                return null;
            case JsonValueKind.String when value.GetString() is "off":
                return 0;
            case JsonValueKind.Number when value.TryGetInt32(out var count) && count is >= 2 and <= Most:
                if (count > trials)
                {
                    problems.Add(Problem.At("/finalists", $"{count} finalists cannot come out of {trials} trials.", "Allow more trials, or fewer finalists."));
                }

                return count;
            default:
                problems.Add(Problem.At("/finalists", "'finalists' is no number of leaders to compare.", Remedy));
                return null;
        }
    }
}
