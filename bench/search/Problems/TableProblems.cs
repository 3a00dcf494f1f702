using System.Globalization;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Problems;

/// <summary>The eight tables of finished trainings: numeric lists are indices, lists of words are choices.</summary>
internal static class TableProblems
{
    public static IEnumerable<Problem> All()
    {
        foreach (var table in SharedFiles.Json("tables", "tables.json").EnumerateArray())
        {
            var name = table.GetProperty("name").GetString()!;
            var sign = table.GetProperty("direction").GetString() == "maximize" ? -1 : 1;
            var parameters = table.GetProperty("parameters").EnumerateArray().ToArray();
            var counts = parameters.Select(parameter => parameter.GetProperty("values").GetArrayLength()).ToArray();
            var space = SearchSpace.Create(parameters.Select<System.Text.Json.JsonElement, Parameter>((parameter, i) => parameter.GetProperty("numeric").GetBoolean()
                ? new IntegerParameter(parameter.GetProperty("name").GetString()!, 0, counts[i] - 1)
                : new CategoricalParameter(parameter.GetProperty("name").GetString()!, [.. parameter.GetProperty("values").EnumerateArray().Select(value => ParameterValue.Of(value.ToString()))])));
            var means = new Lazy<double[]>(() => [.. SharedFiles.Lines("tables", table.GetProperty("file").GetString()!).Skip(1)
                .Select(line => sign * double.Parse(line.AsSpan(0, line.IndexOf(',', StringComparison.Ordinal)), CultureInfo.InvariantCulture))]);
            yield return new Problem(name, space, sign * table.GetProperty("best").GetDouble(), sign * table.GetProperty("median").GetDouble(), set => means.Value[Row(space, counts, set)]);
        }
    }

    private static int Row(SearchSpace space, int[] counts, ParameterSet set)
    {
        var row = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var parameter = space.Parameters[i];
            var value = set[parameter.Name];
            row = (row * counts[i]) + (parameter is CategoricalParameter categorical ? categorical.IndexOf(value) : (int)value.AsInteger());
        }

        return row;
    }
}
