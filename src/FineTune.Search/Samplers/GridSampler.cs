using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Grid search: every combination of values once, in a random order that the seed fixes. Looks at no results.</summary>
/// <remarks>
/// A parameter with at most sixteen values takes all of them. Another one takes four values in the middle of equal parts of its range; when all
/// combinations are tried the parts are halved. A grid too large to be listed is walked at random, which rarely repeats itself.
/// </remarks>
public sealed class GridSampler : ISampler
{
    private const int FewValues = 16;
    private const int FirstLevels = 4;
    private const int MostLevels = 64;
    private const long MostListed = 100_000;

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var random = new CounterRandom(seed, "grid");
        for (var levels = FirstLevels; levels <= MostLevels; levels *= 2)
        {
            var grid = SearchSpace.Create(space.Parameters.Select(parameter => Level(parameter, levels)), space.Constraints);
            if (grid.Cardinality is not { } count || count > MostListed)
            {
                return new RandomSampler().Sample(grid, history, direction, seed);
            }

            var left = SpaceEnumeration.List(grid).Where(setting => !history.WasTried(setting)).ToList();
            if (left.Count > 0)
            {
                return left[random.NextIndex(left.Count)];
            }
        }

        return new RandomSampler().Sample(space, history, direction, seed);
    }

    /// <summary>The parameter with so few values that a grid can be made of it.</summary>
    private static Parameter Level(Parameter parameter, int levels)
    {
        if (parameter.Cardinality is <= FewValues)
        {
            return parameter;
        }

        var values = Enumerable.Range(0, levels).Select(level => parameter.FromUnit((level + 0.5) / levels)).Distinct();
        return new CategoricalParameter(parameter.Name, [.. values]) { When = parameter.When };
    }
}
