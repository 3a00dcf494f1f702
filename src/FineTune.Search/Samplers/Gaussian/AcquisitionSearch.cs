using FineTune.Search.Numerics;
using FineTune.Search.Samplers.Sobol;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Finds the points with the largest acquisition over a mixed cube.</summary>
/// <remarks>
/// Many scrambled Sobol points and some near the incumbents are judged; from the best, the incumbent and some drawn by their worth, a local
/// search alternates between gradient steps on the continuous dimensions and trying out the values of the others, until nothing changes.
/// What is believed of the parameters adds to the worth (see <see cref="ParameterPrior"/>).
/// </remarks>
internal sealed class AcquisitionSearch
{
    private const int Rounds = 20;
    private const int ManyResults = 80;
    private readonly GaussianProcess _process;
    private readonly UnitCube _cube;
    private readonly IAcquisition _acquisition;
    private readonly PriorBelief? _belief;
    private readonly int _results;

    /// <param name="process">The model.</param>
    /// <param name="cube">The space.</param>
    /// <param name="acquisition">What points are worth.</param>
    /// <param name="results">How many results there are, by which beliefs fade.</param>
    public AcquisitionSearch(GaussianProcess process, UnitCube cube, IAcquisition acquisition, int results = 0)
    {
        (_process, _cube, _acquisition, _results) = (process, cube, acquisition, results);
        _belief = PriorBelief.Of(cube.Space);
    }

    /// <summary>Points and their worth, best first: the local optima, then the judged points.</summary>
    /// <param name="incumbents">The best settings so far, the best first.</param>
    /// <param name="seed">The identity of the random numbers.</param>
    /// <param name="candidates">So many points over the whole cube are judged.</param>
    /// <param name="starts">So many local searches are made.</param>
    /// <param name="neighbours">So many points near the incumbents are judged.</param>
    public List<(double[] Point, double Worth)> Run(IReadOnlyList<double[]> incumbents, SampleSeed seed, int candidates, int starts, int neighbours = 0)
    {
        var points = Points(seed, candidates);
        points.AddRange(Neighbourhood.Points(_cube, incumbents, seed, neighbours));
        var judged = Judge(points);
        judged.Add((incumbents[0], Worth(incumbents[0])));
        var found = Starts(judged, seed, starts).ConvertAll(Improve);
        found.AddRange(judged);
        return [.. found.OrderByDescending(entry => entry.Worth)];
    }

    /// <summary>The acquisition at a point, and what is believed of it.</summary>
    public double Worth(ReadOnlySpan<double> point) => _acquisition.Log(point) + (_belief?.Log(_cube, point, _results) ?? 0);

    private List<double[]> Points(SampleSeed seed, int candidates)
    {
        var dimensions = Math.Min(_cube.Dimensions, SobolSequence.MostDimensions);
        var sequence = new SobolSequence(dimensions, seed);
        var random = new CounterRandom(seed, "acquisition");
        var uniform = new double[_cube.Dimensions];
        var points = new List<double[]>(candidates);
        for (var i = 0; i < candidates; i++)
        {
            sequence.Fill((uint)i, uniform.AsSpan(0, dimensions));
            for (var d = dimensions; d < uniform.Length; d++)
            {
                uniform[d] = random.NextDouble();
            }

            var point = new double[_cube.Dimensions];
            _cube.FromUniform(uniform, point);
            points.Add(point);
        }

        return points;
    }

    /// <summary>The worth of points. Of many results the variance is dear, so then only the points with the best means are judged, and some others.</summary>
    private List<(double[] Point, double Worth)> Judge(List<double[]> points)
    {
        if (_process.Count <= ManyResults)
        {
            return points.ConvertAll(point => (point, Worth(point)));
        }

        var means = points.ConvertAll(point => _process.Mean(point));
        var order = Enumerable.Range(0, points.Count).OrderByDescending(i => means[i]).ThenBy(i => i).ToList();
        return [.. order.Where((_, rank) => rank < points.Count / 6 || rank % 8 == 0).Select(i => (points[i], Worth(points[i])))];
    }

    /// <summary>The best judged point, the incumbent (last in the list), and points drawn by their worth without putting them back.</summary>
    private static List<(double[] Point, double Worth)> Starts(List<(double[] Point, double Worth)> judged, SampleSeed seed, int count)
    {
        var best = judged.MaxBy(entry => entry.Worth);
        var chosen = new List<(double[] Point, double Worth)> { best, judged[^1] };
        var random = new CounterRandom(seed, "roulette");
        var weights = judged.ConvertAll(entry => Math.Exp(entry.Worth - best.Worth));
        weights[judged.IndexOf(best)] = 0;
        while (chosen.Count < count && weights.Sum() is var sum && sum > 0)
        {
            var u = random.NextDouble() * sum;
            var pick = 0;
            for (; pick < weights.Count - 1 && u >= weights[pick]; pick++)
            {
                u -= weights[pick];
            }

            if (weights[pick] == 0)
            {
                break;
            }

            weights[pick] = 0;
            chosen.Add(judged[pick]);
        }

        return chosen;
    }

    private (double[] Point, double Worth) Improve((double[] Point, double Worth) start)
    {
        var point = start.Point.ToArray();
        var worth = start.Worth;
        for (var round = 0; round < Rounds; round++)
        {
            var before = worth;
            worth = Climb(point, worth);
            worth = TryValues(point, worth);
            if (worth - before < 1e-6)
            {
                break;
            }
        }

        return (point, worth);
    }

    /// <summary>Gradient steps on the continuous dimensions, scaled by their lengths.</summary>
    private double Climb(double[] point, double worth)
    {
        var free = Enumerable.Range(0, _cube.Dimensions).Where(d => !_cube.IsCategorical[d] && !_cube.IsStepped[d]).ToArray();
        if (free.Length == 0)
        {
            return worth;
        }

        var scales = Array.ConvertAll(free, d => 1 / Math.Sqrt(Math.Max(_process.Parameters.InverseSquaredLengths[d], 1e-4)));
        var at = new double[free.Length];
        var (low, high) = (new double[free.Length], new double[free.Length]);
        for (var i = 0; i < free.Length; i++)
        {
            at[i] = point[free[i]] / scales[i];
            high[i] = 1 / scales[i];
        }

        var moved = point.ToArray();
        var slopes = new double[moved.Length];
        BoxMinimizer.Minimize(
            (x, gradient) =>
            {
                for (var i = 0; i < free.Length; i++)
                {
                    moved[free[i]] = Math.Clamp(x[i] * scales[i], 0, 1);
                }

                var log = _acquisition.Log(moved, slopes);
                for (var i = 0; i < free.Length; i++)
                {
                    gradient[i] = -scales[i] * (slopes[free[i]] + (_belief?.Slope(_cube, free[i], moved[free[i]], _results) ?? 0));
                }

                return -log - (_belief?.Log(_cube, moved, _results) ?? 0);
            },
            at, low, high, 1e-3, 60);
        for (var i = 0; i < free.Length; i++)
        {
            moved[free[i]] = Math.Clamp(at[i] * scales[i], 0, 1);
        }

        _cube.Snap(moved);
        var reached = Worth(moved);
        if (reached <= worth)
        {
            return worth;
        }

        moved.CopyTo(point, 0);
        return reached;
    }

    /// <summary>Tries other values of each dimension that is no continuum: all of a few, neighbours near and far of many.</summary>
    private double TryValues(double[] point, double worth)
    {
        var trial = new double[point.Length];
        for (var d = 0; d < point.Length; d++)
        {
            if (_cube.Values(d) is not { } values)
            {
                continue;
            }

            foreach (var coordinate in Alternatives(d, values, point[d]))
            {
                point.CopyTo(trial, 0);
                trial[d] = coordinate;
                _cube.Snap(trial);
                var reached = Worth(trial);
                if (reached > worth)
                {
                    worth = reached;
                    trial.CopyTo(point, 0);
                }
            }
        }

        return worth;
    }

    private IEnumerable<double> Alternatives(int dimension, long values, double current)
    {
        if (values <= 16)
        {
            for (var i = 0; i < values; i++)
            {
                yield return _cube.ValueAt(dimension, i);
            }

            yield break;
        }

        for (var distance = 1.0 / values; distance < 1; distance *= 2)
        {
            yield return Math.Clamp(current + distance, 0, 1);
            yield return Math.Clamp(current - distance, 0, 1);
        }
    }
}
