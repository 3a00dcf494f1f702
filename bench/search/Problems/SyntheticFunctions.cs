using System.Text.Json;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Problems;

/// <summary>The 18 synthetic functions of the shared files, by the formulas given there.</summary>
internal static class SyntheticFunctions
{
    public static IEnumerable<Problem> All() => SharedFiles.Json("tables", "functions.json").EnumerateArray().Select(element => new Problem(
        element.GetProperty("name").GetString()!,
        SpaceReader.Read(element.GetProperty("parameters")),
        element.GetProperty("optimum").GetDouble(),
        element.GetProperty("random_median").GetDouble(),
        Function(element.GetProperty("name").GetString()!, element.GetProperty("constants")),
        element.GetProperty("noise_sd").GetDouble()));

    private static Func<ParameterSet, double> Function(string name, JsonElement constants) => name switch
    {
        "finetune7" or "finetune7noisy" => set => FineTuneFunctions.Seven(set, constants),
        "finetunecond" => set => FineTuneFunctions.Conditional(set, constants),
        "jenatton" => FineTuneFunctions.Jenatton,
        _ => set => Evaluate(name, [.. set.Values.Select(value => value.AsDouble())], constants),
    };

    private static double Evaluate(string name, double[] x, JsonElement constants)
    {
        var d = x.Length;
        switch (name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))
        {
            case "branin":
                return Math.Pow(x[1] - (5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0]) + (5 / Math.PI * x[0]) - 6, 2) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x[0])) + 10;
            case "hartmann":
                return Hartmann(x, constants);
            case "ackley":
                return (-20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(v => v * v)))) - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E;
            case "rosenbrock":
                return Enumerable.Range(0, d - 1).Sum(i => (100 * Math.Pow(x[i + 1] - (x[i] * x[i]), 2)) + Math.Pow(x[i] - 1, 2));
            case "rastrigin":
                return (10 * d) + x.Sum(v => (v * v) - (10 * Math.Cos(2 * Math.PI * v)));
            case "levy":
                var w = x.Select(v => 1 + ((v - 1) / 4)).ToArray();
                return Math.Pow(Math.Sin(Math.PI * w[0]), 2)
                    + w[..^1].Sum(v => Math.Pow(v - 1, 2) * (1 + (10 * Math.Pow(Math.Sin((Math.PI * v) + 1), 2))))
                    + (Math.Pow(w[^1] - 1, 2) * (1 + Math.Pow(Math.Sin(2 * Math.PI * w[^1]), 2)));
            case "griewank":
                return x.Sum(v => v * v / 4000) - x.Select((v, i) => Math.Cos(v / Math.Sqrt(i + 1))).Aggregate(1.0, (a, b) => a * b) + 1;
            case "schwefel":
                return (418.9828872724338 * d) - x.Sum(v => v * Math.Sin(Math.Sqrt(Math.Abs(v))));
            case "styblinski":
                return 0.5 * x.Sum(v => Math.Pow(v, 4) - (16 * v * v) + (5 * v));
            case "michalewicz":
                return -x.Select((v, i) => Math.Sin(v) * Math.Pow(Math.Sin((i + 1) * v * v / Math.PI), 20)).Sum();
            case "dixonprice":
                return Math.Pow(x[0] - 1, 2) + Enumerable.Range(1, d - 1).Sum(i => (i + 1) * Math.Pow((2 * x[i] * x[i]) - x[i - 1], 2));
            case "ktablet":
                var k = (d + 3) / 4;
                return x.Select((v, i) => i < k ? v * v : 1e4 * v * v).Sum();
            default:
                throw new NotSupportedException($"The function {name} has no formula here.");
        }
    }

    private static double Hartmann(double[] x, JsonElement constants)
    {
        var (alpha, a, p) = (constants.GetProperty("alpha"), constants.GetProperty("A"), constants.GetProperty("P"));
        return -Enumerable.Range(0, 4).Sum(i => alpha[i].GetDouble()
            * Math.Exp(-x.Select((v, j) => a[i][j].GetDouble() * Math.Pow(v - p[i][j].GetDouble(), 2)).Sum()));
    }
}
