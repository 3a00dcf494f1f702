namespace FineTune.Search.Samplers.Tpe;

/// <summary>Kernels over choices: every choice has a little mass, the observed one most; the prior is uniform.</summary>
internal sealed class CategoricalDimension : ParzenDimension
{
    private readonly int[] _observed;
    private readonly int _choices;
    private readonly double[] _byKind;

    public CategoricalDimension(int choices, double[] observations, TpeRules rules)
    {
        _choices = choices;
        _observed = new int[observations.Length + 1];
        for (var i = 0; i < observations.Length; i++)
        {
            _observed[i] = (int)observations[i];
        }

        // The prior's component is of a kind of its own, behind the choices.
        _observed[^1] = choices;

        var little = rules.PriorWeight / (observations.Length + 1);
        var total = (choices * little) + 1;
        Unobserved = little / total;
        Observed = (little + 1) / total;
        _byKind = new double[choices + 1];
    }

    /// <summary>The probability of the choice that a component was observed at.</summary>
    public double Observed { get; }

    /// <summary>The probability of each other choice.</summary>
    public double Unobserved { get; }

    public override void AddConstants(Span<double> components)
    {
        // The kernels are normalised as they are.
    }

    public override void AddLogKernel(double point, int from, Span<double> components)
    {
        Array.Fill(_byKind, Math.Log(Unobserved));
        _byKind[(int)point] = Math.Log(Observed);
        _byKind[_choices] = -Math.Log(_choices);
        Add(_byKind, _observed.AsSpan(from, components.Length), components);
    }

    public override double Draw(int component, ref CounterRandom random)
    {
        var u = random.NextDouble();
        if (_observed[component] == _choices)
        {
            return Math.Min((int)(u * _choices), _choices - 1);
        }

        var sum = 0.0;
        for (var choice = 0; choice < _choices - 1; choice++)
        {
            sum += choice == _observed[component] ? Observed : Unobserved;
            if (u < sum)
            {
                return choice;
            }
        }

        return _choices - 1;
    }
}
