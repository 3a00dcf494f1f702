using System.Text.Json;
using FineTune.Search.Ledger;
using FineTune.Search.Numerics;
using FineTune.Search.Planning;
using FineTune.Search.Pruners;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Pruners;

public sealed class PrunerGoldenTests
{
    public static TheoryData<string> Files => ["pruner_states.json", "pruner_wilcoxon.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Decisions_equal_the_reference(string file)
    {
        var wrong = new List<string>();
        foreach (var golden in GoldenFiles.Optuna(file).GetProperty("cases").EnumerateArray())
        {
            var curves = Curves(golden);
            var trial = curves[golden.GetProperty("trial_number").GetInt32()];
            foreach (var decision in golden.GetProperty("decisions").EnumerateArray())
            {
                var made = Create(decision.GetProperty("pruner"), golden).Decide(trial, curves);
                if (made.Prune != decision.GetProperty("prune").GetBoolean())
                {
                    wrong.Add($"{golden.GetProperty("name")} {decision.GetProperty("pruner")}: {made}");
                }

                Assert.NotEmpty(made.Reason);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ, e.g. {string.Join('\n', wrong.Take(5))}");
    }

    [Fact]
    public void Signed_rank_tests_equal_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("pruner_wilcoxon.json").GetProperty("signed_rank_tests").EnumerateArray())
        {
            var differences = GoldenFiles.Numbers(golden.GetProperty("differences"));
            var greater = golden.GetProperty("alternative").GetString() == "greater";
            var (sum, p) = SignedRankTest.Greater(greater ? differences : [.. differences.Select(difference => -difference)]);
            Near.Equal(golden.GetProperty("p").GetDouble(), p, 1e-9, $"{golden.GetProperty("kind")} n {differences.Length} p");
            if (greater)
            {
                Near.Equal(golden.GetProperty("r_plus").GetDouble(), sum, 1e-9, "r+");
            }
        }
    }

    private static IPruner Create(JsonElement pruner, JsonElement golden)
    {
        int Whole(string name, int otherwise) => pruner.TryGetProperty(name, out var value) ? value.GetInt32() : otherwise;
        double Real(string name, double otherwise) => pruner.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        var maximize = golden.GetProperty("directions")[0].GetString() == "maximize";
        return pruner.GetProperty("type").GetString() switch
        {
            "nop" => new NoPruner(),
            "median" => new MedianPruner(Whole("n_startup_trials", 5), Whole("n_warmup_steps", 0), Whole("interval_steps", 1), Whole("n_min_trials", 1)),
            "percentile" => new PercentilePruner(pruner.GetProperty("percentile").GetDouble())
            {
                StartupTrials = Whole("n_startup_trials", 5),
                WarmupSteps = Whole("n_warmup_steps", 0),
                IntervalSteps = Whole("interval_steps", 1),
            },
            "patient" => new PatientPruner(
                pruner.GetProperty("wrapped").ValueKind == JsonValueKind.Null ? null : Create(pruner.GetProperty("wrapped"), golden),
                pruner.GetProperty("patience").GetInt32(), Real("min_delta", 0)),
            "threshold" => Threshold(Real("lower", double.NegativeInfinity), Real("upper", double.PositiveInfinity), maximize, Whole("n_warmup_steps", 0), Whole("interval_steps", 1)),
            "wilcoxon" => new WilcoxonPruner(Real("p_threshold", 0.1), Whole("n_startup_steps", 2)),
            var other => throw new NotSupportedException(other),
        };
    }

    /// <summary>The reference bounds the value; here the loss is bounded, its negative where larger is better.</summary>
    private static ThresholdPruner Threshold(double lower, double upper, bool maximize, int warmup, int interval) =>
        new(maximize ? -upper : lower, maximize ? -lower : upper) { WarmupSteps = warmup, IntervalSteps = interval };

    private static List<TrialCurve> Curves(JsonElement golden)
    {
        var direction = golden.GetProperty("directions")[0].GetString() == "maximize" ? Direction.Maximize : Direction.Minimize;
        double Signed(double value) => direction == Direction.Minimize ? value : -value;
        return [.. golden.GetProperty("trials").EnumerateArray().Select(trial => new TrialCurve(
            trial.GetProperty("number").GetInt32(),
            trial.GetProperty("state").GetString() switch
            {
                "complete" => TrialStatus.Completed,
                "pruned" => TrialStatus.Pruned,
                "running" => TrialStatus.Running,
                _ => TrialStatus.Failed,
            },
            trial.TryGetProperty("intermediate_values", out var reports)
                ? [.. reports.EnumerateArray().Select(report => new CurvePoint(report[0].GetDouble(), Signed(GoldenFiles.Number(report[1]))))]
                : [],
            trial.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Array ? Signed(GoldenFiles.Number(values[0])) : double.NaN))];
    }
}
