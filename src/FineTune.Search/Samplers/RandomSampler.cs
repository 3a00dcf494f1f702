using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Draws each parameter uniformly from its range (uniformly in the logarithm where it is logarithmic). Looks at no history.</summary>
public sealed class RandomSampler : ISampler
{
    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        var chosen = ParameterSet.Empty;
        foreach (var parameter in space.Parameters)
        {
            if (parameter.When is null || parameter.When.Holds(chosen))
            {
                chosen = chosen.With(parameter.Name, Draw(parameter, seed));
            }
        }

        return chosen;
    }

    /// <summary>A random value of one parameter.</summary>
    internal static ParameterValue Draw(Parameter parameter, SampleSeed seed) =>
        parameter.FromUnit(new CounterRandom(seed, parameter.Name).NextDouble());
}
