using FineTune.Search.Objectives;

namespace FineTune.Search.Importance;

/// <summary>Picks the best share of observations.</summary>
internal static class BestShare
{
    /// <summary>All that are as good as the one at the quantile, or better; with several objectives by rank of domination, then hypervolume.</summary>
    public static List<Observation> Of(List<Observation> observations, double quantile)
    {
        var count = Math.Max(1, (int)Math.Ceiling(quantile * observations.Count));
        if (observations[0].Losses.Length > 1)
        {
            double[][] losses = [.. observations.Select(observation => observation.Losses)];
            return [.. Elite.SelectByVolume(losses, Domination.Ranks(losses), count).Select(row => observations[row])];
        }

        var sorted = observations.Select(observation => observation.Losses[0]).Order().ToList();
        return observations.FindAll(observation => observation.Losses[0] <= sorted[count - 1]);
    }
}
