using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>What trials have in common, for histories whose space is only known from their trials (warm starts, imported studies).</summary>
public static class ObservedSpace
{
    /// <summary>The parameters that all trials have with the same range, by name. Of no trials: none.</summary>
    public static IReadOnlyDictionary<string, Parameter> Intersection(IReadOnlyList<IReadOnlyDictionary<string, Parameter>> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var common = new SortedDictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (var (name, parameter) in trials.Count == 0 ? [] : trials[0].ToList())
        {
            if (trials.All(trial => trial.TryGetValue(name, out var other) && other.Equals(parameter)))
            {
                common.Add(name, parameter);
            }
        }

        return common;
    }

    /// <summary>The names in groups of those that always occur together, each as large as it can be; each group and the list sorted by name.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Groups(IReadOnlyList<IReadOnlyDictionary<string, Parameter>> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var groups = new List<List<string>>();
        foreach (var trial in trials)
        {
            var unseen = trial.Keys.Where(name => !groups.Any(group => group.Contains(name))).ToList();
            groups = [.. groups.SelectMany(group => new[] { group.FindAll(trial.ContainsKey), group.FindAll(name => !trial.ContainsKey(name)) }).Append(unseen).Where(group => group.Count > 0)];
        }

        return [.. groups.Select(group => group.Order(StringComparer.Ordinal).ToList()).OrderBy(group => group[0], StringComparer.Ordinal)];
    }
}
