using System.Text.Json;
using FineTune.Search.Samplers;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Samplers.Gaussian;

public sealed class GaussianGoldenTests
{
    [Fact]
    public void Likelihood_posterior_and_acquisition_equal_the_reference()
    {
        foreach (var golden in Cases())
        {
            var (columns, categorical, values) = Data(golden);
            var name = golden.GetProperty("name").GetString()!;
            foreach (var given in golden.GetProperty("given_parameters").EnumerateArray())
            {
                var parameters = Parameters(given);
                var tolerance = name == "duplicates" ? 1e-6 : 1e-8;
                var process = new GaussianProcess(columns, categorical, values, parameters);
                Near.Equal(given.GetProperty("marginal_log_likelihood").GetDouble(), process.LogLikelihood, tolerance, name + " likelihood");
                Near.Equal(given.GetProperty("log_prior").GetDouble(), parameters.LogPrior(), tolerance, name + " prior");
                var queries = golden.GetProperty("query_points").EnumerateArray().Select(GoldenFiles.Numbers).ToList();
                var predictions = queries.ConvertAll(query => process.Predict(query));
                Near.Equal(GoldenFiles.Numbers(given.GetProperty("mean")), [.. predictions.Select(p => p.Mean)], tolerance, name + " mean");
                Near.Equal(GoldenFiles.Numbers(given.GetProperty("var")), [.. predictions.Select(p => p.Variance)], tolerance, name + " variance");
                Near.Equal(GoldenFiles.Numbers(given.GetProperty("kernel_of_query_1_with_training_points")), process.Covariances(queries[1]), tolerance, name + " kernel");
                Near.Equal(GoldenFiles.Numbers(given.GetProperty("joint_cov_row_1")), Covariances(process, queries[1], queries), tolerance, name + " covariance");
                CheckAcquisition(given, process, queries, categorical, tolerance, name);
            }
        }
    }

    [Fact]
    public void The_fit_reaches_the_references_objective_and_its_gradient_is_right()
    {
        foreach (var golden in Cases())
        {
            var (columns, categorical, values) = Data(golden);
            var name = golden.GetProperty("name").GetString()!;
            var fit = golden.GetProperty("map_fit");
            var gradient = new double[columns.Length + 2];
            var loss = KernelFit.Loss(columns, categorical, values, new double[columns.Length + 2], gradient, noiseFree: false);
            var expected = GoldenFiles.Numbers(fit.GetProperty("gradient_of_loss_at_all_ones_in_log_space"));
            Near.Equal(-fit.GetProperty("at_all_ones").GetDouble(), loss, 1e-4, name + " at all ones");
            Near.Equal(expected, gradient, 1e-4, name + " gradient");
            Reaches(fit.GetProperty("optuna").GetProperty("objective").GetDouble(), columns, categorical, values, noiseFree: false, name);
            Reaches(fit.GetProperty("deterministic_objective").GetProperty("objective").GetDouble(), columns, categorical, values, noiseFree: true, name + " without noise");
        }
    }

    [Fact]
    public void The_search_reaches_the_references_maximum_and_the_cube_is_the_references()
    {
        foreach (var golden in Cases())
        {
            var name = golden.GetProperty("name").GetString()!;
            var study = new OptunaStudy(golden);
            var (columns, categorical, values) = Data(golden);
            var cube = new UnitCube(study.Space);
            Assert.Equal(categorical, cube.IsCategorical);
            for (var row = 0; row < study.Trials.Length; row++)
            {
                Near.Equal([.. columns.Select(column => column[row])], cube.Encode(OptunaStudy.Parameters(study.Trials[row])), 1e-12, $"{name} point {row}");
            }

            var process = new GaussianProcess(columns, categorical, values, Parameters(golden.GetProperty("map_fit").GetProperty("optuna")));
            var expected = golden.GetProperty("log_ei_maximum");
            var search = new AcquisitionSearch(process, cube, new ThresholdImprovement(process, expected.GetProperty("threshold").GetDouble()));
            var incumbent = cube.Encode(OptunaStudy.Parameters(study.Trials[Array.IndexOf(values, values.Max())]));
            var found = search.Run([incumbent], new SampleSeed(1, 0), 2048, 10)[0].Worth;
            Assert.True(found >= expected.GetProperty("best").GetDouble() - 1e-4, $"{name}: {found:R} of {expected.GetProperty("best")}");
        }
    }

    [Fact]
    public void Log_expected_improvement_is_exact()
    {
        var golden = GoldenFiles.Optuna("gp_functions.json").GetProperty("standard_log_ei");
        var z = GoldenFiles.Numbers(golden.GetProperty("z"));
        var exact = GoldenFiles.Numbers(golden.GetProperty("exact"));
        for (var i = 0; i < z.Length; i++)
        {
            Near.Equal(exact[i], ExpectedImprovement.LogStandard(z[i]), 1e-11, $"log EI({z[i]})");
        }

        foreach (var row in GoldenFiles.Optuna("gp_functions.json").GetProperty("log_ei").EnumerateArray())
        {
            Near.Equal(row[3].GetDouble(), ExpectedImprovement.Log(row[0].GetDouble(), row[1].GetDouble(), row[2].GetDouble()), 1e-10, "log EI");
        }
    }

    private static void Reaches(double objective, double[][] columns, bool[] categorical, double[] values, bool noiseFree, string name)
    {
        var fitted = KernelFit.Fit(columns, categorical, values, noiseFree);
        var reached = new GaussianProcess(columns, categorical, values, fitted).LogLikelihood + fitted.LogPrior();
        Assert.True(reached >= objective - 1e-3, $"{name}: reached {reached:R} of {objective:R}");
    }

    private static void CheckAcquisition(JsonElement given, GaussianProcess process, List<double[]> queries, bool[] categorical, double tolerance, string name)
    {
        var threshold = given.GetProperty("log_ei_threshold").GetDouble();
        var logs = queries.Select(query => process.Predict(query)).Select(p => ExpectedImprovement.Log(p.Mean, p.Variance, threshold));
        Near.Equal(GoldenFiles.Numbers(given.GetProperty("log_ei")), [.. logs], Math.Max(tolerance, 1e-6), name + " log EI");
        var (byMean, byVariance) = (new double[categorical.Length], new double[categorical.Length]);
        var (mean, variance) = process.Predict(queries[1], byMean, byVariance);
        var slopes = ExpectedImprovement.WithDerivatives(mean, variance, threshold);
        var gradient = byMean.Zip(byVariance, (m, v) => (m * slopes.ByMean) + (v * slopes.ByVariance)).ToArray();
        var expected = GoldenFiles.Numbers(given.GetProperty("log_ei_gradient_at_point_1"));
        for (var d = 0; d < categorical.Length; d++)
        {
            if (!categorical[d] && !double.IsNaN(expected[d]))
            {
                Near.Equal(expected[d], gradient[d], 1e-5, $"{name} gradient {d}");
            }
        }
    }

    private static JsonElement.ArrayEnumerator Cases() => GoldenFiles.Optuna("gp.json").GetProperty("cases").EnumerateArray();

    private static (double[][] Columns, bool[] Categorical, double[] Values) Data(JsonElement golden)
    {
        var rows = golden.GetProperty("normalized_x").EnumerateArray().Select(GoldenFiles.Numbers).ToList();
        var columns = Enumerable.Range(0, rows[0].Length).Select(d => rows.Select(row => row[d]).ToArray()).ToArray();
        return (columns, [.. golden.GetProperty("is_categorical").EnumerateArray().Select(item => item.GetBoolean())], GoldenFiles.Numbers(golden.GetProperty("standardized_y")));
    }

    private static KernelParameters Parameters(JsonElement given) => new(
        GoldenFiles.Numbers(given.GetProperty("inverse_squared_lengthscales")),
        given.GetProperty("kernel_scale").GetDouble(),
        given.GetProperty("noise_var").GetDouble());

    private static double[] Covariances(GaussianProcess process, double[] point, List<double[]> others)
    {
        var whitened = process.Posterior(point).Whitened;
        return [.. others.Select(other => process.Covariance(point, whitened, other, process.Posterior(other).Whitened))];
    }
}
