namespace FineTune.Search.Spaces;

/// <summary>A real number in [Low, High], on a logarithmic scale or on a grid of steps from Low if wanted.</summary>
public sealed record FloatParameter(string Name, double Low, double High, bool Log = false, double? Step = null) : Parameter(Name)
{
    /// <summary>The largest value on the grid; High where there is no step.</summary>
    public double EffectiveHigh => Step is { } step ? Low + (Steps * step) : High;

    private long Steps => Step is { } step ? (long)Math.Floor(((High - Low) / step) + 1e-9) : 0;

    /// <inheritdoc />
    public override long? Cardinality => Step is null ? (Low.Equals(High) ? 1 : null) : Steps + 1;

    /// <inheritdoc />
    public override bool Contains(ParameterValue value)
    {
        if (!value.IsNumber)
        {
            return false;
        }

        var number = value.AsDouble();
        return number >= Low && number <= High && (Step is not { } step || OnGrid(number, step));
    }

    /// <inheritdoc />
    public override ParameterValue FromUnit(double u)
    {
        if (Step is not null)
        {
            return ValueAt(Math.Min((long)(u * (Steps + 1)), Steps));
        }

        var value = Log
            ? Math.Exp(Math.Log(Low) + (u * (Math.Log(High) - Math.Log(Low))))
            : Low + (u * (High - Low));
        return ParameterValue.Of(Math.Clamp(value, Low, High));
    }

    /// <inheritdoc />
    public override ParameterValue ValueAt(long index) => ParameterValue.Of(Snap(Low + (index * (Step ?? 0))));

    /// <summary>The nearest allowed value.</summary>
    public double Nearest(double value)
    {
        if (Step is not { } step)
        {
            return Math.Clamp(value, Low, High);
        }

        var index = Math.Clamp(Math.Round((value - Low) / step), 0, Steps);
        return Snap(Low + (index * step));
    }

    internal override IEnumerable<SearchProblem> Check()
    {
        if (!double.IsFinite(Low) || !double.IsFinite(High))
        {
            yield return Problem(double.IsFinite(Low) ? "high" : "low", "The bound is no finite number.", "Give finite numbers for low and high.");
            yield break;
        }

        if (Low > High)
        {
            yield return Problem("low", $"low {ParameterValue.Of(Low)} is above high {ParameterValue.Of(High)}.", "Swap low and high.");
        }

        if (Log && Low <= 0)
        {
            yield return Problem("low", "A logarithmic range must begin above zero.", "Raise low above zero, or set log to false.");
        }

        if (Step is { } step && !(step > 0 && double.IsFinite(step)))
        {
            yield return Problem("step", "The step must be above zero.", "Give a step above zero, or leave it out.");
        }

        if (Log && Step is not null)
        {
            yield return Problem("step", "A range cannot have both a logarithmic scale and a step.", "Leave out one of log and step.");
        }
    }

    /// <summary>Rounds away the dust of binary arithmetic (0.1 + 2 x 0.1 becomes 0.3).</summary>
    private double Snap(double value) => Math.Clamp((double)Math.Round((decimal)Math.Clamp(value, -1e12, 1e12), 12), Low, High);

    private bool OnGrid(double value, double step)
    {
        var position = (value - Low) / step;
        return Math.Abs(position - Math.Round(position)) < 1e-8;
    }
}
