using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Cma;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Covariance matrix adaptation over the numeric parameters, with margin for stepped ones (Hansen 2016; Hamano et al. 2022).</summary>
/// <remarks>
/// The strategy is rebuilt from the ledger: trials that are over or paused are told in the order of their numbers, one population after another, by rank
/// only, so that the order in which results came does not matter. It begins at the baseline, or in the middle of the space; where several good
/// settings of earlier studies are known, with their distribution instead (warm start, Nomura et al. 2021). It begins anew
/// elsewhere when it has nothing more to find. Choices and conditional parameters, which have no place in a normal distribution, come from the
/// Parzen estimator. Failed trials and values that are not finite rank last. Good for many smooth numeric parameters and budgets of hundreds of trials.
/// </remarks>
public sealed class CmaEsSampler : ISampler
{
    private const double FirstSigma = 1.0 / 6;

    /// <summary>Fewer earlier settings are no distribution.</summary>
    private const int LeastEarlier = 3;

    private static readonly TpeSampler Others = new();
    private readonly IReadOnlyList<ParameterSet> _earlier;

    /// <summary>A strategy that begins cold, or with the distribution of settings that were good in earlier studies of the same space.</summary>
    /// <param name="earlier">The settings, each with all numeric parameters of the space; fewer than three are not used.</param>
    public CmaEsSampler(IReadOnlyList<ParameterSet>? earlier = null) => _earlier = earlier ?? [];

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var others = Others.Sample(space, history, direction, seed);
        var coordinates = space.Parameters
            .Where(parameter => parameter is FloatParameter or IntegerParameter && parameter.When is null && parameter.Cardinality is not 1)
            .Select(parameter => new CmaCoordinate(parameter))
            .ToArray();
        if (coordinates.Length == 0)
        {
            return others;
        }

        var population = CmaConstants.UsualPopulation(coordinates.Length);
        var margin = NewMargin(coordinates, population);
        var state = Rebuild(space, history, direction, seed, coordinates, population, ref margin);
        var random = new CounterRandom(seed, "cmaes");
        var point = margin.Encode(Ask(state, coordinates, ref random), state.Mean);
        foreach (var (coordinate, value) in coordinates.Zip(point))
        {
            others = others.With(coordinate.Parameter.Name, coordinate.Decode(value));
        }

        return others;
    }

    private CmaState Rebuild(
        SearchSpace space, StudyState history, Direction direction, SampleSeed seed, CmaCoordinate[] coordinates, int population, ref CmaMargin margin)
    {
        var table = TrialTable.From(space, history, direction);
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(row => table.Standing[row] != TrialStanding.Running)];
        var state = Begin(history, coordinates, population);
        for (var (start, restarts) = (0, 0); start + population <= rows.Length; start += population)
        {
            int[] generation = rows[start..(start + population)];
            Array.Sort(generation, (a, b) => TrialOrder.Compare(table, a, b));
            state.Tell([.. generation.Select((row, rank) => (Point(history, table.Numbers[row], coordinates, seed.Study), (double)rank))]);
            margin.Correct(state);
            if (state.ShouldStop())
            {
                var random = new CounterRandom(new SampleSeed(seed.Study, ++restarts), "cmaes restart");
                state = new CmaState([.. coordinates.Select(_ => random.NextDouble())], FirstSigma, population);
                margin = NewMargin(coordinates, population);
            }
        }

        return state;
    }

    private CmaState Begin(StudyState history, CmaCoordinate[] coordinates, int population)
    {
        if (_earlier.Count < LeastEarlier)
        {
            return new CmaState(FirstMean(history, coordinates), FirstSigma, population);
        }

        // They are the best of their studies already: all of them count.
        var (mean, sigma, covariance) = CmaWarmStart.Of(
            [.. _earlier.Select((setting, place) => (coordinates.Select(coordinate => coordinate.Encode(setting[coordinate.Parameter.Name])).ToArray(), (double)place))], share: 1);
        return new CmaState(mean, sigma, population, covariance: covariance);
    }

    private static double[] FirstMean(StudyState history, CmaCoordinate[] coordinates) =>
        history.Trials.Count > 0 && Rungs.IsBaseline(history.Trials[0])
            ? [.. coordinates.Select(coordinate => coordinate.Encode(history.Trials[0].Parameters[coordinate.Parameter.Name]))]
            : [.. coordinates.Select(_ => 0.5)];

    /// <summary>Where a trial lies in the unit cube. A stepped value stands for its whole cell, so the place within it is drawn.</summary>
    private static double[] Point(StudyState history, int trial, CmaCoordinate[] coordinates, ulong study)
    {
        var random = new CounterRandom(new SampleSeed(study, trial), "cmaes cell");
        return [.. coordinates.Select(coordinate => coordinate.Encode(history.Find(trial)!.Parameters[coordinate.Parameter.Name]) + (coordinate.Step * (random.NextDouble() - 0.5)))];
    }

    private static double[] Ask(CmaState state, CmaCoordinate[] coordinates, ref CounterRandom random)
    {
        var point = state.Ask(ref random);
        for (var tries = 0; tries < 10 * coordinates.Length && coordinates.Zip(point).Any(pair => pair.First.Step == 0 && pair.Second is < 0 or > 1); tries++)
        {
            point = state.Ask(ref random);
        }

        return point;
    }

    private static CmaMargin NewMargin(CmaCoordinate[] coordinates, int population) => new(
        [.. coordinates.Select(_ => 0.0)], [.. coordinates.Select(_ => 1.0)], [.. coordinates.Select(coordinate => coordinate.Step)], 1.0 / (coordinates.Length * population));
}
