using FineTune.Training.Metrics;

namespace FineTune.Training.Tasks;

/// <summary>Reads how a metric's name says that classes become one score: "f1_macro".</summary>
internal static class MetricAveraging
{
    private static readonly (string Ending, Averaging Averaging)[] Endings =
        [("_macro", Averaging.Macro), ("_micro", Averaging.Micro), ("_weighted", Averaging.Weighted)];

    private static readonly string[] Parts = ["average_precision", "f1", "precision", "recall"];

    /// <summary>Splits a name into metric and averaging.</summary>
    public static bool TryRead(string metric, out string part, out Averaging averaging)
    {
        foreach (var (ending, kind) in Endings)
        {
            if (metric.EndsWith(ending, StringComparison.Ordinal) && Parts.Contains(metric[..^ending.Length]))
            {
                (part, averaging) = (metric[..^ending.Length], kind);
                return true;
            }
        }

        (part, averaging) = (string.Empty, default);
        return false;
    }
}
