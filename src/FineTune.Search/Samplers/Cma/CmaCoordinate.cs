using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Cma;

/// <summary>A numeric parameter as a coordinate in [0, 1], in the logarithm where it is logarithmic.</summary>
internal sealed class CmaCoordinate
{
    private readonly double _low;
    private readonly double _high;
    private readonly bool _log;

    public CmaCoordinate(Parameter parameter)
    {
        Parameter = parameter;
        (var low, var high, _log) = parameter switch
        {
            FloatParameter real => (real.Low, real.EffectiveHigh, real.Log),
            IntegerParameter whole => ((double)whole.Low, (double)whole.EffectiveHigh, whole.Log),
            _ => throw new ArgumentException($"The parameter {parameter.Name} is no number.", nameof(parameter)),
        };
        (_low, _high) = (Scale(low), Scale(high));
        Step = parameter switch
        {
            FloatParameter { Step: not null } or IntegerParameter { Log: false } => 1.0 / (parameter.Cardinality!.Value - 1),
            _ => 0,
        };
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>The step of its grid; 0 where it is continuous. A logarithmic whole number is continuous and rounded at the end.</summary>
    public double Step { get; }

    /// <summary>The place of a value.</summary>
    public double Encode(ParameterValue value) => (Scale(value.AsDouble()) - _low) / (_high - _low);

    /// <summary>The nearest value to a place.</summary>
    public ParameterValue Decode(double place)
    {
        var scaled = _low + (Math.Clamp(place, 0, 1) * (_high - _low));
        var value = _log ? Math.Exp(scaled) : scaled;
        return Parameter is FloatParameter real ? ParameterValue.Of(real.Nearest(value)) : ParameterValue.Of(((IntegerParameter)Parameter).Nearest(value));
    }

    private double Scale(double value) => _log ? Math.Log(value) : value;
}
