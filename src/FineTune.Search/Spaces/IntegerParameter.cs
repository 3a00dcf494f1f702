namespace FineTune.Search.Spaces;

/// <summary>A whole number in [Low, High], on a logarithmic scale or on a grid of steps from Low if wanted.</summary>
public sealed record IntegerParameter(string Name, long Low, long High, bool Log = false, long Step = 1) : Parameter(Name)
{
    /// <summary>The largest value on the grid.</summary>
    public long EffectiveHigh => Low + (((High - Low) / Step) * Step);

    /// <inheritdoc />
    public override long? Cardinality => ((High - Low) / Step) + 1;

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) =>
        value.IsNumber && double.IsInteger(value.AsDouble())
        && value.AsInteger() is var number && number >= Low && number <= High && (number - Low) % Step == 0;

    /// <inheritdoc />
    /// <remarks>On a logarithmic scale the range is widened by a half on each side and the result rounded, as Optuna does.</remarks>
    public override ParameterValue FromUnit(double u)
    {
        if (!Log)
        {
            return ValueAt(Math.Min((long)(u * Cardinality!.Value), Cardinality.Value - 1));
        }

        var low = Math.Log(Low - 0.5);
        var high = Math.Log(High + 0.5);
        return ParameterValue.Of(Nearest(Math.Exp(low + (u * (high - low)))));
    }

    /// <inheritdoc />
    public override ParameterValue ValueAt(long index) => ParameterValue.Of(Low + (index * Step));

    /// <summary>The nearest allowed value.</summary>
    public long Nearest(double value)
    {
        var index = Math.Round((value - Low) / Step);
        return Low + ((long)Math.Clamp(index, 0, (High - Low) / Step) * Step);
    }

    internal override IEnumerable<SearchProblem> Check()
    {
        if (Low > High)
        {
            yield return Problem("low", $"low {Low} is above high {High}.", "Swap low and high.");
        }

        if (Log && Low <= 0)
        {
            yield return Problem("low", "A logarithmic range must begin above zero.", "Raise low above zero, or set log to false.");
        }

        if (Step <= 0)
        {
            yield return Problem("step", "The step must be above zero.", "Give a step above zero, or leave it out.");
        }

        if (Log && Step > 1)
        {
            yield return Problem("step", "A range cannot have both a logarithmic scale and a step.", "Leave out one of log and step.");
        }
    }
}
