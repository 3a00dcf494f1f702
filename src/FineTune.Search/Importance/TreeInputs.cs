using FineTune.Search.Spaces;

namespace FineTune.Search.Importance;

/// <summary>Settings as columns of numbers for regression trees: ranges as they are, choices as one column each.</summary>
internal sealed class TreeInputs
{
    private TreeInputs(int columns, int rows)
    {
        Bounds = new (double, double)[columns];
        Columns = new float[columns][];
        for (var column = 0; column < columns; column++)
        {
            Columns[column] = new float[rows];
        }
    }

    /// <summary>The parameters that all settings have and that have more than one value, by name.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private init; } = [];

    /// <summary>The columns of each parameter.</summary>
    public IReadOnlyList<int[]> ColumnsOf { get; private init; } = [];

    /// <summary>The range of each column.</summary>
    public (double Low, double High)[] Bounds { get; }

    /// <summary>Values by column and row; single precision, as the reference library's trees see them.</summary>
    public float[][] Columns { get; }

    /// <summary>The settings as columns.</summary>
    public static TreeInputs Of(SearchSpace space, IReadOnlyList<ParameterSet> settings)
    {
        var parameters = space.Parameters
            .Where(parameter => parameter.Cardinality is not 1 && settings.All(setting => setting.ContainsKey(parameter.Name)))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ToList();
        var columnsOf = new List<int[]>();
        var next = 0;
        foreach (var parameter in parameters)
        {
            var width = parameter is CategoricalParameter categorical ? categorical.Choices.Length : 1;
            columnsOf.Add([.. Enumerable.Range(next, width)]);
            next += width;
        }

        var inputs = new TreeInputs(next, settings.Count) { Parameters = parameters, ColumnsOf = columnsOf };
        for (var i = 0; i < parameters.Count; i++)
        {
            inputs.Fill(parameters[i], columnsOf[i], settings);
        }

        return inputs;
    }

    private void Fill(Parameter parameter, int[] columns, IReadOnlyList<ParameterSet> settings)
    {
        foreach (var column in columns)
        {
            Bounds[column] = parameter switch
            {
                FloatParameter real => (real.Low, real.High),
                IntegerParameter whole => (whole.Low, whole.High),
                _ => (0, 1),
            };
        }

        for (var row = 0; row < settings.Count; row++)
        {
            var value = settings[row][parameter.Name];
            if (parameter is not CategoricalParameter categorical)
            {
                Columns[columns[0]][row] = (float)value.AsDouble();
            }
            else if (categorical.IndexOf(value) is var index && index >= 0)
            {
                Columns[columns[index]][row] = 1;
            }
        }
    }
}
