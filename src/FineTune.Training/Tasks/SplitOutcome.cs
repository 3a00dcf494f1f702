using FineTune.Training.Metrics;

namespace FineTune.Training.Tasks;

/// <summary>What a model said of every row of a split, from which any metric follows: over the whole split, never a mean of batch means.</summary>
internal abstract class SplitOutcome
{
    private const int ManyResamples = 1000;
    private const int FewResamples = 200;

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>What can be measured here.</summary>
    public abstract IReadOnlyList<string> Metrics { get; }

    /// <summary>The effort of measuring once, in numbers looked at; above a million the bootstrap draws fewer times.</summary>
    protected abstract long Effort { get; }

    /// <summary>One metric over some of the rows, which may repeat; not a number where it is not defined.</summary>
    /// <param name="metric">Its canonical name.</param>
    /// <param name="rows">Row numbers, at least one.</param>
    public abstract double Measure(string metric, int[] rows);

    /// <summary>One metric over the whole split.</summary>
    public double Measure(string metric) => Count == 0 ? double.NaN : Measure(metric, [.. Enumerable.Range(0, Count)]);

    /// <summary>Every metric over the whole split that is defined.</summary>
    public SortedDictionary<string, double> MeasureAll() => new(
        Metrics.Select(name => (name, Value: Measure(name))).Where(m => double.IsFinite(m.Value)).ToDictionary(m => m.name, m => m.Value),
        StringComparer.Ordinal);

    /// <summary>A metric's 95 % interval: Wilson's where it is a share of the rows, else the percentiles of a bootstrap over rows; null where there is none.</summary>
    public ConfidenceInterval? Interval(string metric, ulong seed)
    {
        if (Count == 0)
        {
            return null;
        }

        if (metric == "accuracy" && CountsWholeRows)
        {
            return ConfidenceInterval.Wilson((int)Math.Round(Measure(metric) * Count), Count);
        }

        var resamples = Effort > 1_000_000 ? FewResamples : ManyResamples;
        var values = Enumerable.Range(0, resamples).Select(i => Measure(metric, PairedBootstrap.Rows(Count, i, seed))).Where(double.IsFinite).ToArray();
        return values.Length < resamples / 2 ? null : PairedBootstrap.Percentile(values, 0.95);
    }

    /// <summary>Whether accuracy is a share of the rows.</summary>
    protected virtual bool CountsWholeRows => false;
}
