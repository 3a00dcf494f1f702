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
    };

    [Fact]
    public void Factors_equal_the_tables()
    {
        var compared = 0;
        foreach (var item in Read("transformers_schedules.json").GetProperty("cases").EnumerateArray())
        {
            var name = item.GetProperty("schedule").GetString()!;
            var rates = item.GetProperty("base_lrs").EnumerateArray().Select(r => r.GetDouble()).ToArray();
            if (!Names.TryGetValue(name, out var schedule) || item.GetProperty("lr").ValueKind != JsonValueKind.Array || rates.Length != 1)
            {
                continue;
            }

            Compare(item, CurveOf(item, name, schedule, rates[0]), rates[0]);
            compared++;
        }

        Assert.True(compared > 100, $"Only {compared} cases were compared.");
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
        var total = item.GetProperty("total_steps");
        var warmup = name == "constant" ? 0 : item.GetProperty("warmup_steps").GetInt64();
        return new LearningRateCurve(schedule, total.ValueKind == JsonValueKind.Null ? 1 : total.GetInt64(), warmup)
        {
            Cycles = Option("num_cycles"),
            Power = Option("power") ?? 1,
            EndFactor = (Option("lr_end") ?? 1e-7) / rate,
            MinFactor = Option("min_lr") / rate ?? Option("min_lr_rate") ?? 0,
            TimeScale = (long)(Option("timescale") ?? 0),
        };
    }

    private static void Compare(JsonElement item, LearningRateCurve curve, double rate)
    {
        var expected = item.GetProperty("lr").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        for (var step = 0; step < expected.Length; step++)
        {
            Assert.True(
                Math.Abs(expected[step] - (rate * curve.Factor(step))) <= 1e-12 * Math.Max(rate, Math.Abs(expected[step])),
                $"{item.GetRawText()[..Math.Min(200, item.GetRawText().Length)]} at {step}: {rate * curve.Factor(step):R}, expected {expected[step]:R}.");
        }
    }

    private static JsonElement Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SharedFiles.Goldens, "schedules", file)));
        return json.RootElement.Clone();
    }
}
