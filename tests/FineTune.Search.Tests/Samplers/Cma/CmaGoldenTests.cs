using System.Text.Json;
using FineTune.Search.Samplers.Cma;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Samplers.Cma;

public sealed class CmaGoldenTests
{
    private const double Tolerance = 1e-9;

    private static JsonElement Goldens => GoldenFiles.Optuna("cmaes.json");

    [Fact]
    public void Constants_and_states_after_every_generation_equal_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("cases").EnumerateArray())
        {
            var kind = golden.GetProperty("kind").GetString()!;
            var mean = GoldenFiles.Numbers(golden.GetProperty("initial_mean"));
            var state = new CmaState(mean, golden.GetProperty("initial_sigma").GetDouble(), golden.GetProperty("population_size").GetInt32(), kind == "sep_cma")
            {
                Adaptation = kind == "cma_lr_adapt" ? new LearningRateAdaptation(mean.Length) : null,
            };
            var margin = kind == "cma_with_margin" ? Margin(golden) : null;
            CheckConstants(golden.GetProperty("constants"), state.Constants, kind);
            foreach (var generation in golden.GetProperty("generations").EnumerateArray())
            {
                var points = Points(generation.GetProperty(margin is null ? "x" : "x_for_tell"));
                if (margin is not null)
                {
                    var encoded = Points(generation.GetProperty("x_encoded"));
                    for (var i = 0; i < points.Length; i++)
                    {
                        Near.Equal(encoded[i], margin.Encode(points[i], state.Mean), Tolerance, "encoded");
                    }
                }

                state.Tell([.. points.Zip(GoldenFiles.Numbers(generation.GetProperty("value")))]);
                margin?.Correct(state);
                Check(generation.GetProperty("after_tell"), state, margin, $"{kind} {mean.Length}");
                if (generation.TryGetProperty("should_stop", out var stop))
                {
                    Assert.Equal(stop.GetBoolean(), state.ShouldStop());
                }
            }
        }
    }

    [Fact]
    public void Stops_equal_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("stop_states").EnumerateArray())
        {
            var generation = golden.GetProperty("generation").GetInt32();
            var state = new CmaState(GoldenFiles.Numbers(golden.GetProperty("mean")), golden.GetProperty("initial_sigma").GetDouble(), 6, covariance: Matrix(golden.GetProperty("C")))
            {
                Sigma = golden.GetProperty("sigma").GetDouble(),
                PathC = GoldenFiles.Numbers(golden.GetProperty("p_c")),
                Generation = generation,
            };
            if (golden.GetProperty("function_history").GetString() == "spread")
            {
                state.Remember([.. Enumerable.Range(0, 2 * state.Constants.HistoryLength).Select(i => (double)i)]);
            }

            Assert.True(golden.GetProperty("should_stop").GetBoolean() == state.ShouldStop(), golden.GetProperty("name").GetString());
        }
    }

    [Fact]
    public void Searches_stop_for_the_reasons_of_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("stop_runs").EnumerateArray())
        {
            var dimensions = golden.GetProperty("dim").GetInt32();
            var function = golden.GetProperty("function").GetString()!;
            var state = new CmaState([.. Enumerable.Repeat(0.5, dimensions)], golden.GetProperty("initial_sigma").GetDouble(), CmaConstants.UsualPopulation(dimensions));
            Assert.Equal(golden.GetProperty("funhist_term").GetInt32(), state.Constants.HistoryLength);
            var random = new FineTune.Search.Samplers.CounterRandom(new FineTune.Search.Samplers.SampleSeed(3, 0), "cma");
            while (!state.ShouldStop() && state.Told < 1000)
            {
                var points = Enumerable.Range(0, state.Constants.Population).Select(_ => state.Ask(ref random)).ToList();
                state.Tell([.. points.Select(x => (x, function switch { "flat" => 1, "linear_unbounded" => x[0], _ => x.Sum(value => value * value) }))]);
            }

            Assert.InRange(state.Told, 0.6 * golden.GetProperty("stopped_at_generation").GetInt32(), 1.7 * golden.GetProperty("stopped_at_generation").GetInt32());
            Assert.Equal(golden.GetProperty("reasons")[0].GetString() == "tolxup", state.Sigma > 100);
        }
    }

    [Fact]
    public void Warm_starts_equal_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("warm_start").EnumerateArray())
        {
            var (mean, sigma, covariance) = CmaWarmStart.Of(
                [.. Points(golden.GetProperty("x")).Zip(GoldenFiles.Numbers(golden.GetProperty("value")))],
                golden.GetProperty("gamma").GetDouble(), golden.GetProperty("alpha").GetDouble());
            Near.Equal(GoldenFiles.Numbers(golden.GetProperty("mean")), mean, Tolerance, "mean");
            Near.Equal(golden.GetProperty("sigma").GetDouble(), sigma, Tolerance, "sigma");
            Near.Equal([.. Matrix(golden.GetProperty("cov")).Cast<double>()], [.. covariance.Cast<double>()], Tolerance, "covariance");
        }
    }

    private static void CheckConstants(JsonElement golden, CmaConstants constants, string what)
    {
        Near.Equal(golden.GetProperty("mu_eff").GetDouble(), constants.MuEffective, Tolerance, $"{what} mu_eff");
        Near.Equal(golden.GetProperty("cc").GetDouble(), constants.CumulationC, Tolerance, $"{what} cc");
        Near.Equal(golden.GetProperty("c1").GetDouble(), constants.RankOne, Tolerance, $"{what} c1");
        Near.Equal(golden.GetProperty("cmu").GetDouble(), constants.RankMu, Tolerance, $"{what} cmu");
        Near.Equal(golden.GetProperty("c_sigma").GetDouble(), constants.CumulationSigma, Tolerance, $"{what} c_sigma");
        Near.Equal(golden.GetProperty("d_sigma").GetDouble(), constants.DampingSigma, Tolerance, $"{what} d_sigma");
        Near.Equal(golden.GetProperty("chi_n").GetDouble(), constants.ExpectedNorm, Tolerance, $"{what} chi_n");
        Near.Equal(GoldenFiles.Numbers(golden.GetProperty("weights")), constants.Weights, Tolerance, $"{what} weights");
        Assert.Equal(golden.GetProperty("mu").GetInt32(), constants.Parents);
        Assert.Equal(golden.GetProperty("funhist_term").GetInt32(), constants.HistoryLength);
    }

    private static void Check(JsonElement golden, CmaState state, CmaMargin? margin, string what)
    {
        Near.Equal(GoldenFiles.Numbers(golden.GetProperty("mean")), state.Mean, Tolerance, $"{what} mean");
        Near.Equal(golden.GetProperty("sigma").GetDouble(), state.Sigma, Tolerance, $"{what} sigma");
        Near.Equal(GoldenFiles.Numbers(golden.GetProperty("p_sigma")), state.PathSigma, Tolerance, $"{what} p_sigma");
        Near.Equal(GoldenFiles.Numbers(golden.GetProperty("p_c")), state.PathC, Tolerance, $"{what} p_c");
        var covariance = golden.GetProperty("C");
        if (covariance[0].ValueKind == JsonValueKind.Number)
        {
            Near.Equal(GoldenFiles.Numbers(covariance), [.. Enumerable.Range(0, state.Mean.Length).Select(i => state.Covariance[i, i])], Tolerance, $"{what} C");
        }
        else
        {
            Near.Equal([.. Matrix(covariance).Cast<double>()], [.. state.Covariance.Cast<double>()], Tolerance, $"{what} C");
        }

        if (margin is not null)
        {
            Near.Equal(GoldenFiles.Numbers(golden.GetProperty("A")), margin.Stretch, Tolerance, $"{what} A");
        }

        if (golden.TryGetProperty("eta_mean", out var eta))
        {
            Near.Equal(eta.GetDouble(), state.Adaptation!.EtaMean, Tolerance, $"{what} eta_mean");
            Near.Equal(golden.GetProperty("eta_Sigma").GetDouble(), state.Adaptation!.EtaSigma, Tolerance, $"{what} eta_Sigma");
        }
    }

    private static CmaMargin Margin(JsonElement golden) => new(
        [.. golden.GetProperty("bounds").EnumerateArray().Select(pair => pair[0].GetDouble())],
        [.. golden.GetProperty("bounds").EnumerateArray().Select(pair => pair[1].GetDouble())],
        GoldenFiles.Numbers(golden.GetProperty("steps")), golden.GetProperty("margin").GetDouble());

    private static double[][] Points(JsonElement element) => [.. element.EnumerateArray().Select(GoldenFiles.Numbers)];

    private static double[,] Matrix(JsonElement element)
    {
        var rows = Points(element);
        var matrix = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }
}
