using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Tpe;

/// <summary>One parameter's part in a mixture of products: a kernel for each component, the prior's last.</summary>
internal abstract class ParzenDimension
{
    /// <summary>The dimension for one parameter from the encoded observations (see <see cref="TrialTable.Settings"/>).</summary>
    public static ParzenDimension Create(Parameter parameter, double[] observations, TpeRules rules, int dimensions) => parameter switch
    {
        CategoricalParameter categorical => new CategoricalDimension(categorical.Choices.Length, observations, rules),
        FloatParameter { Step: { } step } real => new SteppedDimension(real.Low, real.EffectiveHigh, step, log: false, observations, rules, dimensions),
        FloatParameter real => new ContinuousDimension(real.Log ? Math.Log(real.Low) : real.Low, real.Log ? Math.Log(real.High) : real.High, observations, rules, dimensions),
        IntegerParameter whole => new SteppedDimension(whole.Low, whole.EffectiveHigh, whole.Step, whole.Log, observations, rules, dimensions),
        _ => throw new ArgumentException($"The parameter {parameter.Name} is not searched.", nameof(parameter)),
    };

    /// <summary>Adds to each component what does not depend on the point.</summary>
    public abstract void AddConstants(Span<double> components);

    /// <summary>Adds to each of some components the logarithm of its kernel at the encoded point.</summary>
    /// <param name="point">The encoded value.</param>
    /// <param name="from">The first of these components.</param>
    /// <param name="components">Their sums.</param>
    public abstract void AddLogKernel(double point, int from, Span<double> components);

    /// <summary>Adds to each of some components the number of its kind; components are many, kinds few.</summary>
    protected static void Add(ReadOnlySpan<double> byKind, ReadOnlySpan<int> kinds, Span<double> components)
    {
        for (var i = 0; i < components.Length; i++)
        {
            components[i] += byKind[kinds[i]];
        }
    }

    /// <summary>Draws an encoded point from one component.</summary>
    public abstract double Draw(int component, ref CounterRandom random);
}
