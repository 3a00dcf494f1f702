using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Search.Ledger;
using FineTune.Search.Pruners;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Pruners;

/// <summary>Successive halving and Hyperband against the reference: hashes, brackets, snapshots, and whole logs of events.</summary>
public sealed class HalvingGoldenTests
{
    [Fact]
    public void Hashes_equal_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("crc32.json").GetProperty("cases").EnumerateArray())
        {
            Assert.Equal(golden.GetProperty("crc32").GetUInt32(), HyperbandBrackets.Hash(golden.GetProperty("study_name").GetString()!, golden.GetProperty("trial_number").GetInt32()));
        }
    }

    [Fact]
    public void Brackets_equal_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("hyperband_brackets.json").GetProperty("cases").EnumerateArray())
        {
            var (least, most, factor) = (golden.GetProperty("min_resource").GetInt64(), golden.GetProperty("max_resource").GetInt64(), golden.GetProperty("reduction_factor").GetInt32());
            Assert.Equal(golden.GetProperty("n_brackets").GetInt32(), HyperbandBrackets.CountAsOptuna(least, most, factor));
            Assert.Equal(golden.GetProperty("n_brackets_exact").GetInt32(), HyperbandBrackets.Count(least, most, factor));
            var brackets = HyperbandBrackets.Of(golden.GetProperty("n_brackets").GetInt32(), factor);
            Assert.Equal(GoldenFiles.Integers(golden.GetProperty("budgets")), brackets.Budgets);
            Assert.Equal(GoldenFiles.Integers(golden.GetProperty("bracket_of_trial_0_to_39")), Enumerable.Range(0, 40).Select(trial => brackets.BracketOf(golden.GetProperty("study_name").GetString()!, trial)));
        }
    }

    [Fact]
    public void Decisions_at_rungs_equal_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("pruner_rungs.json").GetProperty("cases").EnumerateArray())
        {
            var maximize = golden.GetProperty("directions")[0].GetString() == "maximize";
            List<TrialCurve> curves = [.. golden.GetProperty("trials").EnumerateArray().Select(trial => new TrialCurve(
                trial.GetProperty("number").GetInt32(),
                Status(trial.GetProperty("state").GetString()!),
                [.. trial.GetProperty("intermediate_values").EnumerateArray().Select(report => Point(report[0], report[1], maximize))])
            {
                Rungs = [.. Enumerable.Range(0, 20).TakeWhile(rung => trial.GetProperty("system_attrs").TryGetProperty($"completed_rung_{rung}", out _))
                    .Select(rung => GoldenFiles.Number(trial.GetProperty("system_attrs").GetProperty($"completed_rung_{rung}")) * (maximize ? -1 : 1))],
            })];
            var decision = golden.GetProperty("decisions")[0];
            var pruner = Create(decision.GetProperty("pruner"), golden, decision);
            var trial = curves.Single(curve => curve.Trial == golden.GetProperty("trial_number").GetInt32());
            Assert.True(decision.GetProperty("prune").GetBoolean() == pruner.Decide(trial, curves).Prune, $"{golden.GetProperty("name")}: {pruner.Decide(trial, curves)}");
            if (pruner is HyperbandPruner hyperband && decision.TryGetProperty("bracket", out var bracket))
            {
                Assert.Equal(bracket.GetInt32(), hyperband.Brackets.BracketOf(golden.GetProperty("study_name").GetString()!, trial.Trial));
            }
        }
    }

    [Fact]
    public void Whole_studies_equal_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("pruner_event_logs.json").GetProperty("cases").EnumerateArray())
        {
            var maximize = golden.GetProperty("direction").GetString() == "maximize";
            var curves = new SortedDictionary<int, TrialCurve>();
            var started = false;
            foreach (var entry in golden.GetProperty("events").EnumerateArray())
            {
                var number = entry.GetProperty("trial").GetInt32();
                var kind = entry.GetProperty("event").GetString()!;
                if (kind == "start")
                {
                    curves.Add(number, new TrialCurve(number, TrialStatus.Running, []) { Rungs = [] });
                }
                else if (kind != "report")
                {
                    curves[number] = curves[number] with { Status = Status(kind) };
                }
                else
                {
                    curves[number] = curves[number] with { Reports = curves[number].Reports.Add(Point(entry.GetProperty("step"), entry.GetProperty("value"), maximize)) };
                    started |= golden.GetProperty("pruner").GetProperty(golden.GetProperty("pruner").GetProperty("type").GetString() == "hyperband" ? "max_resource" : "min_resource").ValueKind == JsonValueKind.Number
                               || curves.Values.Any(curve => curve.Status == TrialStatus.Completed && !curve.Reports.IsEmpty);
                    var decision = started ? Create(golden.GetProperty("pruner"), golden, golden).Decide(curves[number], [.. curves.Values]) : PruneDecision.Keep("not yet");
                    Assert.True(entry.GetProperty("should_prune").GetBoolean() == decision.Prune, $"{golden.GetProperty("name")} trial {number} step {entry.GetProperty("step")}: {decision}");
                    if (entry.TryGetProperty("rungs", out var rungs))
                    {
                        Assert.Equal(rungs.GetInt32(), decision.RungCount);
                    }

                    while (curves[number].Rungs!.Value.Length < decision.RungCount)
                    {
                        curves[number] = curves[number] with { Rungs = curves[number].Rungs!.Value.Add(curves[number].Reports.MaxBy(report => report.Step).Loss) };
                    }
                }
            }
        }
    }

    private static TrialStatus Status(string state) => state switch
    {
        "complete" => TrialStatus.Completed,
        "pruned" => TrialStatus.Pruned,
        "running" => TrialStatus.Running,
        _ => TrialStatus.Failed,
    };

    private static CurvePoint Point(JsonElement step, JsonElement value, bool maximize) =>
        new(step.GetDouble(), maximize ? -GoldenFiles.Number(value) : GoldenFiles.Number(value));

    /// <summary>"auto" is resolved once by the reference's pruner; the goldens state to what.</summary>
    private static IPruner Create(JsonElement pruner, JsonElement golden, JsonElement resolved)
    {
        int Whole(string name, int otherwise) => pruner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : otherwise;
        return pruner.GetProperty("type").GetString() == "hyperband"
            ? resolved.TryGetProperty("max_resource", out var most) && most.ValueKind == JsonValueKind.Number
                ? new HyperbandPruner(golden.GetProperty("study_name").GetString()!, Whole("min_resource", 1), most.GetInt64())
                {
                    ReductionFactor = Whole("reduction_factor", 3),
                    BootstrapCount = Whole("bootstrap_count", 0),
                    CountsAsOptuna = true,
                }
                : new NoPruner()
            : new SuccessiveHalvingPruner
            {
                MinResource = resolved.TryGetProperty("min_resource_resolved", out var least) && least.ValueKind == JsonValueKind.Number ? least.GetDouble()
                    : pruner.GetProperty("min_resource").ValueKind == JsonValueKind.Number ? pruner.GetProperty("min_resource").GetDouble() : null,
                ReductionFactor = Whole("reduction_factor", 4),
                SkippedRungs = Whole("min_early_stopping_rate", 0),
                BootstrapCount = Whole("bootstrap_count", 0),
            };
    }
}
