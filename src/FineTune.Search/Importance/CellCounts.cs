using FineTune.Search.Spaces;

namespace FineTune.Search.Importance;

/// <summary>Cuts a parameter's range into cells and counts the trials in each.</summary>
internal static class CellCounts
{
    /// <summary>Trials by cell: choices by index; a range has at most so many cells, fewer where it has fewer values.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="values">Its values in the trials that have it.</param>
    /// <param name="most">The most cells of a range.</param>
    public static double[] Of(Parameter parameter, IEnumerable<ParameterValue> values, int most)
    {
        if (parameter is CategoricalParameter categorical)
        {
            var choices = new double[categorical.Choices.Length];
            foreach (var value in values)
            {
                if (categorical.IndexOf(value) is var index && index >= 0)
                {
                    choices[index]++;
                }
            }

            return choices;
        }

        var (low, high, log) = Range(parameter);
        var counts = new double[Math.Max(1, Cells(parameter, most))];
        var start = log ? Math.Log(low) : low;
        var width = counts.Length == 1 ? 1 : ((log ? Math.Log(high) : high) - start) / (counts.Length - 1);
        foreach (var value in values)
        {
            // The cell whose middle is nearest; what lies between two belongs to the lower one.
            var position = ((log ? Math.Log(value.AsDouble()) : value.AsDouble()) - start) / width;
            counts[Math.Clamp((int)Math.Ceiling(position - 0.5), 0, counts.Length - 1)]++;
        }

        return counts;
    }

    private static (double Low, double High, bool Log) Range(Parameter parameter) => parameter switch
    {
        FloatParameter real => (real.Low, real.EffectiveHigh, real.Log),
        IntegerParameter whole => (whole.Low, whole.EffectiveHigh, whole.Log),
        _ => throw new ArgumentException($"The parameter {parameter.Name} is not searched.", nameof(parameter)),
    };

    private static int Cells(Parameter parameter, int most) => parameter switch
    {
        IntegerParameter { Log: true } whole => Math.Min((int)Math.Ceiling(Math.Log2(whole.High - whole.Low + 1)) + 1, most),
        _ => (int)Math.Min(parameter.Cardinality ?? most, most),
    };
}
