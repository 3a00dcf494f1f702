using FineTune.Cli.Api;

namespace FineTune.Cli.Rendering;

/// <summary>The hyperparameters that a search moves; the others would fill the screen with constants.</summary>
public static class SearchedParameters
{
    /// <summary>Finds the names whose value differs between trials.</summary>
    /// <param name="trials">The trials of a study.</param>
    /// <returns>The names; null, for all of them, where fewer than two trials tell.</returns>
    public static IReadOnlySet<string>? Of(IReadOnlyList<TrialView> trials) =>
        trials.Count < 2
            ? null
            : trials.SelectMany(trial => trial.Parameters)
                .GroupBy(entry => entry.Key)
                .Where(group => group.Count() < trials.Count || group.Select(entry => entry.Value.GetRawText()).Distinct().Skip(1).Any())
                .Select(group => group.Key)
                .ToHashSet();
}
