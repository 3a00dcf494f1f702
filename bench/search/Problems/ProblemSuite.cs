using System.Text.Json;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Problems;

/// <summary>All 33 problems of the quality-per-trial suite, and the check that they are the reference's.</summary>
internal static class ProblemSuite
{
    public static List<Problem> All() => [.. SyntheticFunctions.All(), HssTrees.Create(), .. TableProblems.All(), .. YahpoSurrogate.All()];

    /// <summary>Compares values with those stored beside the functions, trees and surrogate.</summary>
    public static int Check()
    {
        var failures = 0;
        var problems = All().ToDictionary(problem => problem.Name, StringComparer.Ordinal);
        foreach (var function in SharedFiles.Json("tables", "functions.json").EnumerateArray())
        {
            failures += Compare(problems[function.GetProperty("name").GetString()!], function.GetProperty("check"), 1e-12, 1);
        }

        failures += Compare(problems["hss_cifar10"], SharedFiles.Json("tables", "hss_cifar10.json").GetProperty("check"), 1e-6, -1);
        foreach (var task in SharedFiles.Json("tables", "yahpo_check.json").GetProperty("final").EnumerateObject())
        {
            var problem = problems["yahpo_" + task.Name];
            var loss = problem.Loss(Setting(problem.Space, task.Value.GetProperty("best_x")));
            failures += Report(problem.Name, Math.Abs(loss - problem.Optimum) < 1e-3, $"{loss} against {problem.Optimum}");
        }

        foreach (var table in SharedFiles.Json("tables", "tables.json").EnumerateArray())
        {
            var problem = problems[table.GetProperty("name").GetString()!];
            var best = SpaceEnumerationBest(problem, table);
            failures += Report(problem.Name, best == problem.Optimum, $"{best} against {problem.Optimum}");
        }

        Console.WriteLine(failures == 0 ? "all problems are the reference's" : $"{failures} problems differ");
        return failures;
    }

    private static double SpaceEnumerationBest(Problem problem, JsonElement table)
    {
        var row = table.GetProperty("best_row").GetInt32();
        var values = new List<KeyValuePair<string, ParameterValue>>();
        foreach (var parameter in problem.Space.Parameters.Reverse())
        {
            var count = (int)parameter.Cardinality!.Value;
            values.Insert(0, KeyValuePair.Create(parameter.Name, parameter.ValueAt(row % count)));
            row /= count;
        }

        return problem.Loss(ParameterSet.Create(values));
    }

    private static int Compare(Problem problem, JsonElement checks, double tolerance, int sign)
    {
        foreach (var check in checks.EnumerateArray())
        {
            var expected = sign * check.GetProperty("value").GetDouble();
            var value = problem.Loss(Setting(problem.Space, check.GetProperty("x")));
            if (!(Math.Abs(value - expected) <= tolerance * Math.Max(1, Math.Abs(expected))))
            {
                return Report(problem.Name, false, $"{value:R} against {expected:R}");
            }
        }

        return 0;
    }

    private static ParameterSet Setting(SearchSpace space, JsonElement x) => ParameterSet.Create(space.Parameters
        .Where(parameter => x.TryGetProperty(parameter.Name, out _))
        .Select(parameter => KeyValuePair.Create(parameter.Name, Value(parameter, x.GetProperty(parameter.Name)))));

    private static ParameterValue Value(Parameter parameter, JsonElement element) => parameter switch
    {
        FloatParameter => ParameterValue.Of(element.GetDouble()),
        IntegerParameter => ParameterValue.Of(element.GetInt64()),
        _ => element.ValueKind == JsonValueKind.String ? ParameterValue.Of(element.GetString()!) : ParameterValue.Of(element.GetBoolean()),
    };

    private static int Report(string name, bool same, string detail)
    {
        if (!same)
        {
            Console.WriteLine($"{name}: {detail}");
        }

        return same ? 0 : 1;
    }
}
