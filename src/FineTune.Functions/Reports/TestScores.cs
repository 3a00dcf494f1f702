using System.Collections.Immutable;
using FineTune.Training;

namespace FineTune.Functions.Reports;

/// <summary>What the test split said of one model, as the ledger keeps it: metrics by name, <c>{name}_low</c> and <c>{name}_high</c> where there is an interval, and <c>n</c>.</summary>
internal static class TestScores
{
    /// <summary>The scores of an evaluation.</summary>
    public static ImmutableSortedDictionary<string, double> Of(EvaluationResult result)
    {
        var scores = result.Metrics.ToImmutableSortedDictionary(StringComparer.Ordinal).ToBuilder();
        foreach (var (name, interval) in result.Intervals)
        {
            scores[name + "_low"] = interval.Low;
            scores[name + "_high"] = interval.High;
        }

        scores["n"] = result.Rows;
        return scores.ToImmutable();
    }

    /// <summary>The metric to show: the study's objective, or the accuracy of studies that knew no other; null where neither was measured.</summary>
    public static string? Shown(string objective, ImmutableSortedDictionary<string, double> test) =>
        new[] { Training.Tasks.MetricNames.Canonical(objective), "accuracy" }.FirstOrDefault(name => test.ContainsKey(name) && test.ContainsKey(name + "_low"));
}
