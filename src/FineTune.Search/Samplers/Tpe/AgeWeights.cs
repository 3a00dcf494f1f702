namespace FineTune.Search.Samplers.Tpe;

/// <summary>The weights of observations by age: the newest 25 count fully, older ones rise linearly from 1/n.</summary>
internal static class AgeWeights
{
    private const int Newest = 25;

    /// <summary>The weights of n observations, oldest first, before the prior is added.</summary>
    public static double[] Of(int count)
    {
        var weights = new double[count];
        Array.Fill(weights, 1);
        var old = count - Newest;
        var start = 1.0 / count;
        for (var i = 0; i < old; i++)
        {
            // The last of the old ones reaches 1 itself, as numpy's linspace does.
            weights[i] = old == 1 ? start : start + (i * ((1 - start) / (old - 1)));
        }

        return weights;
    }
}
