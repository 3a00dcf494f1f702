namespace FineTune.Search.Samplers.Tpe;

/// <summary>Kernels over choices: every choice has a little mass, the observed one most; the prior is uniform.</summary>
internal sealed class CategoricalDimension : ParzenDimension
{
    private readonly int[] _observed;
    private readonly int _choices;
    private readonly double[]?[] _rows;

    public CategoricalDimension(int choices, double[] observations, TpeRules rules)
    {
        _choices = choices;
        _observed = new int[observations.Length];
        for (var i = 0; i < observations.Length; i++)
        {
            _observed[i] = (int)observations[i];
        }

        var little = rules.PriorWeight / (observations.Length + 1);
        var total = (choices * little) + 1;
        Unobserved = little / total;
        Observed = (little + 1) / total;
        _rows = new double[]?[choices];
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
        var row = (_rows[(int)point] ??= Row((int)point)).AsSpan(from, components.Length);
        for (var i = 0; i < components.Length; i++)
        {
            components[i] += row[i];
        }
    }

    public override double Draw(int component, ref CounterRandom random)
    {
        var u = random.NextDouble();
        if (component == _observed.Length)
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

    private double[] Row(int choice)
    {
        var row = new double[_observed.Length + 1];
        var (on, off) = (Math.Log(Observed), Math.Log(Unobserved));
        for (var i = 0; i < _observed.Length; i++)
        {
            row[i] = _observed[i] == choice ? on : off;
        }

        row[^1] = -Math.Log(_choices);
        return row;
    }
}
