using System.Text.Json;

namespace FineTune.Search.Spaces;

/// <summary>Reads the searchSpace object of a study.json: each entry replaces the default of the parameter of that name.</summary>
/// <remarks>
/// An entry is a fixed value (0.1), a range (low, high, log, step), a list of choices, or any of the last two with a condition
/// (when) or a belief (prior: center, spread, trials). What a range does not say stays as in the default, where that is a range too. Whether numbers are whole comes from the default.
/// </remarks>
public static class SearchSpaceJson
{
    private static readonly string[] Fields = ["low", "high", "log", "step", "choices", "value", "when", "prior"];

    /// <summary>The defaults with the entries put in, and everything that is wrong with them. On problems the space is the defaults'.</summary>
    /// <param name="entries">The object.</param>
    /// <param name="defaults">The space without it.</param>
    /// <param name="known">
    /// Every hyperparameter that there is, with its whole range: the closed sets of words, and those that take part only where an
    /// entry names them. Null: the defaults are all.
    /// </param>
    public static (SearchSpace Space, IReadOnlyList<SearchProblem> Problems) Merge(JsonElement entries, SearchSpace defaults, SearchSpace? known = null)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        known ??= defaults;
        var problems = new List<SearchProblem>();
        if (entries.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return (defaults, problems);
        }

        if (entries.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new SearchProblem("/searchSpace", "The search space is no JSON object.", "Give an object of parameters, e.g. {\"learningRate\": {\"low\": 1e-5, \"high\": 1e-3, \"log\": true}}."));
            return (defaults, problems);
        }

        var names = defaults.Parameters.Concat(known.Parameters).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var merged = defaults.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries.EnumerateObject())
        {
            var pointer = "/searchSpace/" + JsonPointer.Escape(entry.Name);
            if (!names.Contains(entry.Name))
            {
                problems.Add(new SearchProblem(pointer, $"There is no hyperparameter '{entry.Name}'.{Nearest(entry.Name, names)}", $"Use one of: {string.Join(", ", names.Order(StringComparer.Ordinal))}."));
            }
            else if (!seen.Add(entry.Name))
            {
                problems.Add(new SearchProblem(pointer, "The hyperparameter is there twice.", "Leave out one of the two."));
            }
            else if (ParameterEntry.Read(entry.Value, defaults.Find(entry.Name) ?? known.Find(entry.Name)!, known.Find(entry.Name), pointer, Fields, problems) is { } parameter)
            {
                merged[entry.Name] = parameter;
            }
        }

        var space = SearchSpace.Create(names.Where(merged.ContainsKey).Select(name => WithItsParent(merged[name], merged, known)));
        problems.AddRange(space.Validate());
        return (problems.Count == 0 ? space : defaults, problems);
    }

    /// <summary>A condition that nobody wrote down falls away where its parent takes no part.</summary>
    private static Parameter WithItsParent(Parameter parameter, Dictionary<string, Parameter> merged, SearchSpace known) =>
        parameter.When is { } condition && !merged.ContainsKey(condition.Parent) && condition.Equals(known.Find(parameter.Name)?.When)
            ? parameter with { When = null }
            : parameter;

    private static string Nearest(string name, IEnumerable<string> known)
    {
        var near = known.FirstOrDefault(candidate => Fold(candidate) == Fold(name));
        return near is null ? string.Empty : $" Did you mean '{near}'?";
    }

    private static string Fold(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).Replace("-", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
}
