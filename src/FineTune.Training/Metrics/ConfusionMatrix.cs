namespace FineTune.Training.Metrics;

/// <summary>
/// How often each true class was predicted as which, and every score that follows from it. Over all rows at once, never a
/// mean of batch means. Agrees with scikit-learn.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;
    private readonly long[] _actual;
    private readonly long[] _predicted;

    /// <summary>Counts rows.</summary>
    /// <param name="truth">The true class of each row, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="predicted">The predicted class of each row.</param>
    /// <param name="classes">The number of classes.</param>
    public ConfusionMatrix(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, truth.Length);
        ArgumentOutOfRangeException.ThrowIfZero(truth.Length);
        Classes = classes;
        Rows = truth.Length;
        _counts = new long[classes, classes];
        (_actual, _predicted) = (new long[classes], new long[classes]);
        for (var i = 0; i < truth.Length; i++)
        {
            _counts[truth[i], predicted[i]]++;
            _actual[truth[i]]++;
            _predicted[predicted[i]]++;
        }
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The number of rows.</summary>
    public long Rows { get; }

    /// <summary>The part of the rows that is right.</summary>
    public double Accuracy => (double)Hits / Rows;

    /// <summary>The mean recall of the classes that occur.</summary>
    public double BalancedAccuracy => Occurring(actualOnly: true).Average(c => (double)_counts[c, c] / _actual[c]);

    /// <summary>Balanced accuracy scaled so that guessing is 0; not a number for one class.</summary>
    public double AdjustedBalancedAccuracy
    {
        get
        {
            var chance = 1.0 / Occurring(actualOnly: true).Count();
            return (BalancedAccuracy - chance) / (1 - chance);
        }
    }

    /// <summary>Matthews' correlation for any number of classes (Gorodkin, 2004); 0 where a side is constant.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double both = 0, truth = 0, predicted = 0;
            for (var c = 0; c < Classes; c++)
            {
                both += (double)_actual[c] * _predicted[c];
                truth += (double)_actual[c] * _actual[c];
                predicted += (double)_predicted[c] * _predicted[c];
            }

            var square = (double)Rows * Rows;
            var spread = (square - truth) * (square - predicted);
            return spread == 0 ? 0 : (((double)Hits * Rows) - both) / Math.Sqrt(spread);
        }
    }

    private long Hits => Enumerable.Range(0, Classes).Sum(c => _counts[c, c]);

    /// <summary>How often class <paramref name="truth"/> was predicted as <paramref name="predicted"/>.</summary>
    public long this[int truth, int predicted] => _counts[truth, predicted];

    /// <summary>Precision, recall and F of one class.</summary>
    public ClassScore Score(int label, double beta = 1, ZeroDivision zeroDivision = ZeroDivision.Zero) =>
        ClassScore.Of(_counts[label, label], _predicted[label], _actual[label], beta, zeroDivision);

    /// <summary>Precision, recall and F over classes.</summary>
    /// <param name="averaging">How the classes become one score.</param>
    /// <param name="beta">Weight of recall against precision; 1 for F1.</param>
    /// <param name="zeroDivision">What a score without denominator is.</param>
    /// <param name="allClasses">Count classes that occur nowhere too.</param>
    public ClassScore Score(Averaging averaging, double beta = 1, ZeroDivision zeroDivision = ZeroDivision.Zero, bool allClasses = false)
    {
        var labels = allClasses ? Enumerable.Range(0, Classes).ToArray() : [.. Occurring(actualOnly: false)];
        if (averaging == Averaging.Micro)
        {
            return ClassScore.Of(labels.Sum(c => _counts[c, c]), labels.Sum(c => _predicted[c]), labels.Sum(c => _actual[c]), beta, zeroDivision);
        }

        var scores = Array.ConvertAll(labels, label => Score(label, beta, zeroDivision));
        double Mean(Func<ClassScore, double> part) => MeanOf(scores, part, averaging == Averaging.Weighted);
        return new ClassScore(Mean(s => s.Precision), Mean(s => s.Recall), Mean(s => s.F), scores.Sum(s => s.Support));
    }

    /// <summary>Cohen's kappa: agreement beyond chance; not a number where both sides are one same label.</summary>
    /// <param name="weights">How much a wrong class counts, by the distance of label numbers.</param>
    /// <param name="allClasses">Number the labels by their ids rather than among those that occur.</param>
    public double Kappa(KappaWeights weights = KappaWeights.None, bool allClasses = false)
    {
        var labels = allClasses ? Enumerable.Range(0, Classes).ToArray() : [.. Occurring(actualOnly: false)];
        double observed = 0, expected = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = 0; j < labels.Length; j++)
            {
                double distance = weights switch
                {
                    KappaWeights.Linear => Math.Abs(i - j),
                    KappaWeights.Quadratic => (i - j) * (i - j),
                    _ => i == j ? 0 : 1,
                };
                observed += distance * _counts[labels[i], labels[j]];
                expected += distance * _actual[labels[i]] * _predicted[labels[j]] / Rows;
            }
        }

        return expected == 0 ? double.NaN : 1 - (observed / expected);
    }

    private static double MeanOf(ClassScore[] scores, Func<ClassScore, double> part, bool isWeighted)
    {
        var defined = Array.FindAll(scores, s => !double.IsNaN(part(s)));
        var weight = isWeighted ? defined.Sum(s => s.Support) : 0;
        return defined.Length == 0 ? double.NaN
            : weight == 0 ? defined.Average(part)
            : defined.Sum(s => part(s) * s.Support) / weight;
    }

    private IEnumerable<int> Occurring(bool actualOnly) =>
        Enumerable.Range(0, Classes).Where(c => _actual[c] > 0 || (!actualOnly && _predicted[c] > 0));
}
