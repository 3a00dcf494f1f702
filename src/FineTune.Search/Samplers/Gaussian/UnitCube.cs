using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Maps settings to points: numbers to [0, 1] (in log space, bounds widened by half a step), choices to their index.</summary>
/// <remarks>A parameter that does not exist under a setting's values stands at one fixed place, so that it tells settings apart by nothing.</remarks>
internal sealed class UnitCube
{
    private readonly Parameter[] _parameters;
    private readonly int[] _parents;
    private readonly double[] _low;
    private readonly double[] _high;

    /// <summary>The cube of a space; fixed parameters have no dimension.</summary>
    public UnitCube(SearchSpace space)
    {
        Space = space;
        _parameters = [.. space.Parameters.Where(parameter => parameter is not FixedParameter)];
        _parents = [.. _parameters.Select(parameter => Array.FindIndex(_parameters, other => other.Name == parameter.When?.Parent))];
        _low = [.. _parameters.Select(parameter => Bounds(parameter).Low)];
        _high = [.. _parameters.Select(parameter => Bounds(parameter).High)];
        IsCategorical = [.. _parameters.Select(parameter => parameter is CategoricalParameter)];
        IsStepped = [.. _parameters.Select(parameter => parameter is IntegerParameter or FloatParameter { Step: not null })];
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>The number of dimensions.</summary>
    public int Dimensions => _parameters.Length;

    /// <summary>Which dimensions are choices.</summary>
    public bool[] IsCategorical { get; }

    /// <summary>Which dimensions lie on a grid.</summary>
    public bool[] IsStepped { get; }

    /// <summary>The parameter of a dimension.</summary>
    public Parameter ParameterOf(int dimension) => _parameters[dimension];

    /// <summary>How many values a dimension has, or null for a continuous one.</summary>
    public long? Values(int dimension) => _parameters[dimension] is FloatParameter { Step: null } ? null : _parameters[dimension].Cardinality;

    /// <summary>The coordinate of the n-th value.</summary>
    public double ValueAt(int dimension, long index) =>
        IsCategorical[dimension] ? index : ToUnit(dimension, _parameters[dimension].ValueAt(index).AsDouble());

    /// <summary>The point of a setting.</summary>
    public double[] Encode(ParameterSet setting)
    {
        var point = new double[Dimensions];
        for (var d = 0; d < point.Length; d++)
        {
            point[d] = !setting.TryGetValue(_parameters[d].Name, out var value) ? Absent(d)
                : _parameters[d] is CategoricalParameter categorical ? Math.Max(categorical.IndexOf(value), 0)
                : ToUnit(d, value.AsDouble());
        }

        return point;
    }

    /// <summary>The setting at a point.</summary>
    public ParameterSet Decode(ReadOnlySpan<double> point)
    {
        var chosen = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        var d = 0;
        foreach (var parameter in Space.Parameters)
        {
            var coordinate = parameter is FixedParameter ? 0 : point[d++];
            if (parameter.When is null || parameter.When.Holds(chosen))
            {
                chosen.Add(parameter.Name, parameter is FixedParameter constant ? constant.Value : ValueOf(d - 1, coordinate));
            }
        }

        return ParameterSet.Create(Space.Parameters.Where(parameter => chosen.ContainsKey(parameter.Name))
            .Select(parameter => KeyValuePair.Create(parameter.Name, chosen[parameter.Name])));
    }

    /// <summary>Moves a point onto the grids and puts absent parameters at their place.</summary>
    public void Snap(Span<double> point)
    {
        Span<bool> present = stackalloc bool[Dimensions];
        for (var d = 0; d < Dimensions; d++)
        {
            var condition = _parameters[d].When;
            present[d] = condition is null || (_parents[d] < 0
                ? Space.Find(condition.Parent) is FixedParameter constant && condition.Accepts(constant.Value)
                : present[_parents[d]] && condition.Accepts(ValueOf(_parents[d], point[_parents[d]])));
            if (!present[d])
            {
                point[d] = Absent(d);
            }
            else if (IsStepped[d])
            {
                point[d] = ToUnit(d, ValueOf(d, point[d]).AsDouble());
            }
        }
    }

    /// <summary>A point from coordinates that are uniform in [0, 1), snapped.</summary>
    public void FromUniform(ReadOnlySpan<double> uniform, Span<double> point)
    {
        for (var d = 0; d < Dimensions; d++)
        {
            point[d] = IsCategorical[d] ? Math.Floor(uniform[d] * _parameters[d].Cardinality!.Value) : uniform[d];
        }

        Snap(point);
    }

    /// <summary>The ends of a parameter's range on its own scale, widened by half a step.</summary>
    public static (double Low, double High) Bounds(Parameter parameter) => parameter switch
    {
        FloatParameter { Step: { } step } real => (real.Low - (step / 2), real.EffectiveHigh + (step / 2)),
        FloatParameter { Log: true } real => (Math.Log(real.Low), Math.Log(real.High)),
        FloatParameter real => (real.Low, real.High),
        IntegerParameter { Log: true } whole => (Math.Log(whole.Low - 0.5), Math.Log(whole.EffectiveHigh + 0.5)),
        IntegerParameter whole => (whole.Low - (whole.Step / 2.0), whole.EffectiveHigh + (whole.Step / 2.0)),
        _ => (0, 1),
    };

    private double Absent(int dimension) => IsCategorical[dimension] ? 0 : 0.5;

    private double ToUnit(int dimension, double value)
    {
        var number = _parameters[dimension] is FloatParameter { Log: true } or IntegerParameter { Log: true } ? Math.Log(value) : value;
        var width = _high[dimension] - _low[dimension];
        return width > 0 ? (number - _low[dimension]) / width : 0.5;
    }

    private ParameterValue ValueOf(int dimension, double coordinate)
    {
        var number = _low[dimension] + (coordinate * (_high[dimension] - _low[dimension]));
        return _parameters[dimension] switch
        {
            CategoricalParameter categorical => categorical.Choices[Math.Clamp((int)coordinate, 0, categorical.Choices.Length - 1)],
            FloatParameter { Log: true } real => ParameterValue.Of(real.Nearest(Math.Exp(number))),
            FloatParameter real => ParameterValue.Of(real.Nearest(number)),
            IntegerParameter { Log: true } whole => ParameterValue.Of(whole.Nearest(Math.Exp(number))),
            IntegerParameter whole => ParameterValue.Of(whole.Nearest(number)),
            _ => _parameters[dimension].ValueAt(0),
        };
    }
}
