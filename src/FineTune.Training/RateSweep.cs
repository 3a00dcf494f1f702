namespace FineTune.Training;

/// <summary>What a learning-rate range test saw, and the rates that it proposes.</summary>
/// <param name="Points">The updates, from the lowest rate up.</param>
public sealed record RateSweep(IReadOnlyList<RateSweepPoint> Points)
{
    /// <summary>
    /// The rate in the longest valley: along the longest falling subsequence of the smoothed losses, half of its way from the
    /// first third on (fastai's "valley"). NaN where nothing fell.
    /// </summary>
    public double Valley
    {
        get
        {
            var (first, last) = LongestFall();
            return last <= first ? double.NaN : Points[first + (int)((last - first) / 3.0) + (int)((last - first) / 6.0)].LearningRate;
        }
    }

    /// <summary>The rate before the lowest smoothed loss at which it falls fastest over the logarithm of the rate; NaN where nothing falls.</summary>
    public double Steepest
    {
        get
        {
            if (Points.Count == 0)
            {
                return double.NaN;
            }

            var (best, at) = (0.0, double.NaN);
            var lowest = Points.Index().MinBy(p => p.Item.SmoothedLoss).Index;
            for (var i = 1; i < lowest; i++)
            {
                var slope = (Points[i + 1].SmoothedLoss - Points[i - 1].SmoothedLoss) / Math.Log(Points[i + 1].LearningRate / Points[i - 1].LearningRate);
                (best, at) = slope < best ? (slope, Points[i].LearningRate) : (best, at);
            }

            return at;
        }
    }

    /// <summary>A tenth of the rate at which the smoothed loss is lowest: the most that is safe.</summary>
    public double Highest => Points.Count == 0 ? double.NaN : Points.MinBy(p => p.SmoothedLoss)!.LearningRate / 10;

    private (int First, int Last) LongestFall()
    {
        var (lengths, starts) = (new int[Points.Count], new int[Points.Count]);
        var best = 0;
        for (var i = 0; i < Points.Count; i++)
        {
            (lengths[i], starts[i]) = (1, i);
            for (var j = 0; j < i; j++)
            {
                if (Points[j].SmoothedLoss > Points[i].SmoothedLoss && lengths[j] + 1 > lengths[i])
                {
                    (lengths[i], starts[i]) = (lengths[j] + 1, starts[j]);
                }
            }

            best = lengths[i] > lengths[best] ? i : best;
        }

        return Points.Count == 0 ? (0, 0) : (starts[best], best);
    }
}
