using System.Text.Json;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tests.Optimization;

/// <summary>The schedules against the tables of the transformers library.</summary>
public sealed class LearningRateCurveTests
{
    private static readonly Dictionary<string, LearningRateSchedule> Names = new()
    {
        ["constant"] = LearningRateSchedule.Constant,
        ["constant_with_warmup"] = LearningRateSchedule.Constant,
        ["linear"] = LearningRateSchedule.Linear,
        ["cosine"] = LearningRateSchedule.Cosine,
        ["cosine_with_min_lr"] = LearningRateSchedule.Cosine,
        ["cosine_with_restarts"] = LearningRateSchedule.CosineWithRestarts,
        ["polynomial"] = LearningRateSchedule.Polynomial,
        ["inverse_sqrt"] = LearningRateSchedule.InverseSquareRoot,
        ["cosine_warmup_with_min_lr"] = LearningRateSchedule.CosineWarmupWithMinRate,
        ["warmup_stable_decay"] = LearningRateSchedule.WarmupStableDecay,
    };

    [Fact]
    public void Factors_equal_the_tables()
    {
        var compared = 0;
        foreach (var item in Read("transformers_schedules.json").GetProperty("cases").EnumerateArray())
        {
            var name = item.GetProperty("schedule").GetString()!;
            var rates = item.GetProperty("base_lrs").EnumerateArray().Select(r => r.GetDouble()).ToArray();
            if (item.GetProperty("lr").ValueKind != JsonValueKind.Array)
            {
                Assert.Equal(JsonValueKind.Object, item.GetProperty("error").ValueKind);
                continue;
            }

            Compare(item, CurveOf(item, name, Names[name], rates[0]), rates);
            compared++;
        }

        Assert.True(compared > 150, $"Only {compared} cases were compared.");
    }

    [Fact]
    public void One_cycle_moves_rate_and_momentum_as_torch_does()
    {
        foreach (var item in Read("torch_onecycle.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("error").ValueKind == JsonValueKind.Null))
        {
            double Option(string name) => item.GetProperty(name).GetDouble();
            var cycle = new OneCycle(item.GetProperty("total_steps").GetInt64())
            {
                RisingShare = Option("pct_start"),
                Divisor = Option("div_factor"),
                FinalDivisor = Option("final_div_factor"),
                LowMomentum = Option("base_momentum"),
                HighMomentum = Option("max_momentum"),
                IsStraight = item.GetProperty("anneal_strategy").GetString() == "linear",
                HasThreePhases = item.GetProperty("three_phase").GetBoolean(),
            };
            AssertSame(item, "lr", Option("max_lr"), step => Option("max_lr") * cycle.Factor(step));
            if (item.GetProperty("cycle_momentum").GetBoolean())
            {
                AssertSame(item, "momentum", 1, cycle.Momentum);
            }
        }
    }

    [Fact]
    public void The_slanted_triangle_is_the_papers_where_that_is_not_negative()
    {
        foreach (var item in Read("ulmfit_stlr.json").GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("lr").ValueKind == JsonValueKind.Array))
        {
            var (total, peak) = (item.GetProperty("total_steps").GetInt64(), item.GetProperty("max_lr").GetDouble());
            var curve = new LearningRateCurve(LearningRateSchedule.SlantedTriangular, total, 0)
            {
                CutFraction = item.GetProperty("cut_frac").GetDouble(), Ratio = item.GetProperty("ratio").GetDouble(),
            };
            var rates = item.GetProperty("lr").EnumerateArray().Select(v => v.GetDouble()).ToArray();
            for (var step = 0; step < rates.Length; step++)
            {
                var lowest = peak / curve.Ratio;
                Assert.Equal(Math.Max(rates[step], lowest), peak * curve.Factor(step), 1e-12 * peak);
            }
        }
    }

    [Fact]
    public void A_plateau_reduces_the_rate_as_torch_does()
    {
        foreach (var item in Read("reduce_on_plateau.json").GetProperty("cases").EnumerateArray())
        {
            var given = item.GetProperty("kwargs");
            var rate = item.GetProperty("base_lr").GetDouble();
            double Option(string name, double otherwise) => given.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
            bool Is(string name, string word, bool otherwise) => given.TryGetProperty(name, out var value) ? value.GetString() == word : otherwise;
            var options = new PlateauOptions
            {
                Maximize = Is("mode", "max", false),
                Factor = Option("factor", 0.1),
                Patience = (int)Option("patience", 10),
                Threshold = Option("threshold", 1e-4),
                IsRelative = Is("threshold_mode", "rel", true),
                Cooldown = (int)Option("cooldown", 0),
                LowestScale = Option("min_lr", 0) / rate,
                LeastChange = Option("eps", 1e-8) / rate,
            };
            var reduction = new PlateauReduction();
            var expected = item.GetProperty("lr").EnumerateArray().Select(Number).ToArray();
            var metrics = item.GetProperty("metrics").EnumerateArray().Select(Number).ToArray();
            for (var i = 0; i < metrics.Length; i++)
            {
                reduction = reduction.After(metrics[i], options);
                var where = $"{item.GetProperty("sequence")} {given.GetRawText()} at {i}";
                Assert.True(Math.Abs(expected[i] - (rate * reduction.Scale)) <= 1e-12 * rate, $"{where}: {rate * reduction.Scale:R}, expected {expected[i]:R}.");
                Assert.True(item.GetProperty("num_bad_epochs")[i].GetInt32() == reduction.BadEvaluations, where);
                Assert.True(item.GetProperty("cooldown_counter")[i].GetInt32() == reduction.CooldownLeft, where);
            }
        }
    }

    [Fact]
    public void Warmup_ratio_is_rounded_up_as_the_library_does()
    {
        foreach (var item in Read("trainer_warmup_rule.json").GetProperty("cases").EnumerateArray())
        {
            var argument = item.GetProperty("warmup_steps_argument").GetDouble();
            if (argument < 1)
            {
                Assert.Equal(item.GetProperty("warmup_steps").GetInt64(), LearningRateCurve.StepsOfRatio(argument, item.GetProperty("total_steps").GetInt64()));
            }
        }
    }

    private static LearningRateCurve CurveOf(JsonElement item, string name, LearningRateSchedule schedule, double rate)
    {
        var options = item.GetProperty("kwargs");
        double? Option(string key) => options.TryGetProperty(key, out var value) ? value.GetDouble() : null;
        CurveShape Shape(string key, CurveShape otherwise) => !options.TryGetProperty(key, out var value) ? otherwise
            : value.GetString() switch { "linear" => CurveShape.Linear, "cosine" => CurveShape.Cosine, _ => CurveShape.OneMinusRoot };
        var total = item.GetProperty("total_steps");
        var warmup = name == "constant" ? 0 : item.GetProperty("warmup_steps").GetInt64();
        return new LearningRateCurve(schedule, total.ValueKind == JsonValueKind.Null ? 1 : total.GetInt64(), warmup)
        {
            Cycles = Option("num_cycles"),
            Power = Option("power") ?? 1,
            EndFactor = (Option("lr_end") ?? 1e-7) / rate,
            MinFactor = Option("min_lr") / rate ?? Option("min_lr_rate") ?? Option("min_lr_ratio") ?? 0,
            FirstFactor = Option("warmup_lr_rate"),
            DecaySteps = (long?)Option("num_decay_steps"),
            StableSteps = (long?)Option("num_stable_steps"),
            WarmupShape = Shape("warmup_type", CurveShape.Linear),
            DecayShape = Shape("decay_type", CurveShape.Cosine),
            TimeScale = (long)(Option("timescale") ?? 0),
        };
    }

    private static void Compare(JsonElement item, LearningRateCurve curve, double[] rates)
    {
        var lr = item.GetProperty("lr").EnumerateArray().ToArray();
        for (var step = 0; step < lr.Length; step++)
        {
            for (var group = 0; group < rates.Length; group++)
            {
                AssertNear(item, step, rates.Length == 1 ? lr[step].GetDouble() : lr[step][group].GetDouble(), rates[group] * curve.Factor(step), rates[group]);
            }
        }
    }

    private static void AssertSame(JsonElement item, string field, double scale, Func<long, double> actual)
    {
        var expected = item.GetProperty(field).EnumerateArray().Select(v => v.GetDouble()).ToArray();
        for (var step = 0; step < expected.Length; step++)
        {
            AssertNear(item, step, expected[step], actual(step), scale);
        }
    }

    private static void AssertNear(JsonElement item, int step, double expected, double actual, double scale) => Assert.True(
        Math.Abs(expected - actual) <= 1e-12 * Math.Max(scale, Math.Abs(expected)),
        $"{item.GetRawText()[..Math.Min(300, item.GetRawText().Length)]} at {step}: {actual:R}, expected {expected:R}.");

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : value.GetDouble();

    private static JsonElement Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedFiles.Goldens, "schedules", file)));
        return json.RootElement.Clone();
    }
}
