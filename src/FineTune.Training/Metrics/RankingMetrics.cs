namespace FineTune.Training.Metrics;

/// <summary>Scores of rankings: ROC curve and area, average precision, one against the rest and one against one.</summary>
public static class RankingMetrics
{
    /// <summary>The ROC curve of scores for a positive class.</summary>
    public static RocCurve Roc(ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> scores)
    {
        var (hits, alarms, thresholds) = Cumulate(isPositive, scores);
        double[] Rates(List<long> counts) => [.. counts.Prepend(0).Select(count => (double)count / counts[^1])];
        return new RocCurve(Rates(alarms), Rates(hits), [double.PositiveInfinity, .. thresholds]);
    }

    /// <summary>The area under the ROC curve; not a number where only one class is true.</summary>
    public static double RocAuc(ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> scores)
    {
        var (hits, alarms, _) = Cumulate(isPositive, scores);
        if (hits[^1] == 0 || alarms[^1] == 0)
        {
            return double.NaN;
        }

        double area = 0;
        long lastHits = 0, lastAlarms = 0;
        for (var i = 0; i < hits.Count; i++)
        {
            area += (double)(alarms[i] - lastAlarms) * (hits[i] + lastHits) / 2;
            (lastHits, lastAlarms) = (hits[i], alarms[i]);
        }

        return area / hits[^1] / alarms[^1];
    }

    /// <summary>Average precision: the sum of precision times the step of recall; 0 without positives.</summary>
    public static double AveragePrecision(ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> scores)
    {
        var (hits, alarms, _) = Cumulate(isPositive, scores);
        if (hits[^1] == 0)
        {
            return 0;
        }

        double sum = 0;
        long last = 0;
        for (var i = 0; i < hits.Count; i++)
        {
            sum += (double)(hits[i] - last) / hits[^1] * hits[i] / (hits[i] + alarms[i]);
            last = hits[i];
        }

        return sum;
    }

    /// <summary>Each class against the rest: the area under its ROC curve.</summary>
    /// <param name="truth">The true class of each row.</param>
    /// <param name="probabilities">Row-major, <paramref name="classes"/> numbers a row.</param>
    /// <param name="classes">The number of classes.</param>
    public static double[] RocAucOneVersusRest(int[] truth, double[] probabilities, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c => RocAuc(Is(truth, c), Column(probabilities, c, classes)))];

    /// <summary>The mean over classes, each against the rest; weighted: by true rows, classes without any left out.</summary>
    public static double RocAucOneVersusRest(int[] truth, double[] probabilities, int classes, bool isWeighted)
    {
        var areas = RocAucOneVersusRest(truth, probabilities, classes);
        return isWeighted ? Weighted(areas, truth) : areas.Average();
    }

    /// <summary>The mean over pairs of classes, each judged by both classes' scores (Hand and Till, 2001); weighted: by the pair's rows.</summary>
    public static double RocAucOneVersusOne(int[] truth, double[] probabilities, int classes, bool isWeighted)
    {
        var present = truth.Distinct().Order().ToArray();
        double sum = 0, weights = 0;
        for (var i = 0; i < present.Length; i++)
        {
            for (var j = i + 1; j < present.Length; j++)
            {
                var (a, b) = (present[i], present[j]);
                var rows = Enumerable.Range(0, truth.Length).Where(r => truth[r] == a || truth[r] == b).ToArray();
                double Area(int c) => RocAuc(Array.ConvertAll(rows, r => truth[r] == c), Array.ConvertAll(rows, r => probabilities[(r * classes) + c]));
                var weight = isWeighted ? (double)rows.Length / truth.Length : 1;
                sum += weight * (Area(a) + Area(b)) / 2;
                weights += weight;
            }
        }

        return weights == 0 ? double.NaN : sum / weights;
    }

    /// <summary>Average precision over classes: of all decisions together, the mean over classes, or weighted by true rows.</summary>
    public static double AveragePrecision(int[] truth, double[] probabilities, int classes, Averaging averaging)
    {
        if (averaging == Averaging.Micro)
        {
            var decisions = new bool[probabilities.Length];
            for (var i = 0; i < decisions.Length; i++)
            {
                decisions[i] = truth[i / classes] == i % classes;
            }

            return AveragePrecision(decisions, probabilities);
        }

        var each = Enumerable.Range(0, classes).Select(c => AveragePrecision(Is(truth, c), Column(probabilities, c, classes))).ToArray();
        return averaging == Averaging.Macro ? each.Average() : Weighted(each, truth);
    }

    private static double Weighted(double[] values, int[] truth)
    {
        double sum = 0;
        foreach (var group in truth.GroupBy(c => c))
        {
            sum += values[group.Key] * group.Count();
        }

        return sum / truth.Length;
    }

    private static bool[] Is(int[] truth, int label) => Array.ConvertAll(truth, c => c == label);

    private static double[] Column(double[] probabilities, int column, int classes)
    {
        var result = new double[probabilities.Length / classes];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = probabilities[(i * classes) + column];
        }

        return result;
    }

    /// <summary>True and false positives down to each distinct score, from the highest.</summary>
    private static (List<long> Hits, List<long> Alarms, List<double> Thresholds) Cumulate(ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, isPositive.Length);
        ArgumentOutOfRangeException.ThrowIfZero(scores.Length);
        var sorted = scores.ToArray();
        var positive = isPositive.ToArray();
        Array.Sort(sorted, positive);
        var (hits, alarms, thresholds) = (new List<long>(), new List<long>(), new List<double>());
        long hit = 0, alarm = 0;
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            (hit, alarm) = positive[i] ? (hit + 1, alarm) : (hit, alarm + 1);
            if (i == 0 || sorted[i - 1] != sorted[i])
            {
                hits.Add(hit);
                alarms.Add(alarm);
                thresholds.Add(sorted[i]);
            }
        }

        return (hits, alarms, thresholds);
    }
}
