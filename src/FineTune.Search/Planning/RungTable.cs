using FineTune.Search.Ledger;
using FineTune.Search.Numerics;
using FineTune.Search.Objectives;
using FineTune.Search.Pruners;

namespace FineTune.Search.Planning;

/// <summary>The values that trials had at each rung, best first, as successive halving compares them.</summary>
/// <remarks>
/// The baseline is not among them: it goes on whatever its value is, and must not take the place of the best of the others.
/// A trial's value at a rung is its best objective up to there. A trial that is complete before the last rung (early stopping, fewer
/// epochs of its own) stands with its last value in all later rungs. A trial that diverged on the way to a rung stands there as worst.
/// With several objectives the order is that of <see cref="ParetoOrder"/>: no objective alone decides who goes on.
/// </remarks>
internal sealed class RungTable
{
    private readonly List<Entry>[] _rungs;
    private readonly Dictionary<int, int>[] _ranks;

    public RungTable(StudyRules rules, StudyState state)
    {
        _rungs = new List<Entry>[rules.RungEpochs.Length];
        _ranks = new Dictionary<int, int>[rules.RungEpochs.Length];
        for (var rung = 0; rung < _rungs.Length; rung++)
        {
            _rungs[rung] = [];
        }

        foreach (var trial in state.Trials.Where(trial => !Rungs.IsBaseline(trial)))
        {
            Add(rules, state, trial);
        }

        Forecast(rules, state);

        for (var rung = 0; rung < _rungs.Length; rung++)
        {
            _rungs[rung] = state.Objectives.IsEmpty ? Sorted(_rungs[rung]) : SortedByAll(_rungs[rung]);
        }
    }

    /// <summary>The entries of one rung, best first; ties by trial number.</summary>
    public IReadOnlyList<Entry> this[int rung] => _rungs[rung];

    /// <summary>The position (from 1) of a trial at a rung, or 0 where it has none.</summary>
    public int Rank(int rung, int trial) => (_ranks[rung] ??= Ranks(_rungs[rung])).GetValueOrDefault(trial);

    /// <summary>Some of a rung's entries as numbers to compare: losses, or with several objectives positions in their order.</summary>
    public static double[] Comparable(IReadOnlyList<Entry> entries)
    {
        if (entries.Count == 0 || entries[0].Losses.Length == 1)
        {
            return [.. entries.Select(entry => entry.Loss)];
        }

        var order = ParetoOrder.Of([.. entries.Select(entry => entry.Losses)]).Order;
        var places = new double[entries.Count];
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = double.IsFinite(entries[order[place]].Loss) ? place : double.PositiveInfinity;
        }

        return places;
    }

    /// <summary>Entries come in by trial number; equal losses keep that order.</summary>
    private static List<Entry> Sorted(List<Entry> entries)
    {
        var losses = new double[entries.Count];
        var order = new int[entries.Count];
        for (var i = 0; i < order.Length; i++)
        {
            losses[i] = entries[i].Predicted ?? entries[i].Loss;
            order[i] = i;
        }

        StableSort.Sort(losses, order);
        return [.. order.Select(i => entries[i])];
    }

    /// <summary>Several objectives: whoever nobody beats in all comes first.</summary>
    private static List<Entry> SortedByAll(List<Entry> entries)
    {
        var (order, ranks) = ParetoOrder.Of([.. entries.Select(entry => entry.Losses)]);
        return [.. order.Select(i => entries[i] with { Front = ranks[i] })];
    }

    /// <summary>Where the study asks for it, trials are compared by where their curves are predicted to end.</summary>
    private void Forecast(StudyRules rules, StudyState state)
    {
        if (!rules.Pruning.PredictCurves || !state.Objectives.IsEmpty)
        {
            return;
        }

        var forecast = CurveForecast.Of(state.Trials, rules.Direction, rules.RungEpochs[^1]);
        for (var rung = 0; rung < _rungs.Length - 1; rung++)
        {
            for (var i = 0; i < _rungs[rung].Count; i++)
            {
                var entry = _rungs[rung][i];
                if (double.IsFinite(entry.Loss) && forecast.Predict(entry.Trial, rules.Direction, rules.RungEpochs[rung]) is var (loss, deviation))
                {
                    _rungs[rung][i] = entry with { Predicted = loss, Deviation = deviation };
                }
            }
        }
    }

    private static Dictionary<int, int> Ranks(List<Entry> entries)
    {
        var ranks = new Dictionary<int, int>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            ranks[entries[i].Trial.Number] = i + 1;
        }

        return ranks;
    }

    private void Add(StudyRules rules, StudyState state, TrialState trial)
    {
        double[] last = [double.PositiveInfinity];
        var reached = -1;
        foreach (var (rung, segment) in trial.Segments)
        {
            if (segment.Outcome == SegmentOutcome.Failed || rung >= _rungs.Length)
            {
                continue;
            }

            last = ParetoFront.Losses(state, trial, rules.Direction, segment.Outcome == SegmentOutcome.Diverged ? null : segment.BestObjective, segment.BestEpoch);
            _rungs[rung].Add(new Entry(trial, last));
            reached = rung;
        }

        for (var rung = reached + 1; trial.Status == TrialStatus.Completed && rung < _rungs.Length; rung++)
        {
            _rungs[rung].Add(new Entry(trial, last));
        }
    }

    /// <summary>One trial's values at one rung; smaller is better, infinite is worst.</summary>
    /// <param name="Trial">The trial.</param>
    /// <param name="Losses">Its loss by each objective.</param>
    public readonly record struct Entry(TrialState Trial, double[] Losses)
    {
        /// <summary>The loss by the first objective.</summary>
        public double Loss => Losses[0];

        /// <summary>The loss that the trial's curve is predicted to end at; null where nothing is predicted.</summary>
        public double? Predicted { get; init; }

        /// <summary>The standard deviation of the prediction.</summary>
        public double Deviation { get; init; }

        /// <summary>The rank of domination, from 0; always 0 with one objective.</summary>
        public int Front { get; init; }
    }
}
