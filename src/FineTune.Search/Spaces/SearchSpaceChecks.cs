namespace FineTune.Search.Spaces;

/// <summary>Finds everything that is wrong with a search space.</summary>
internal static class SearchSpaceChecks
{
    public static IReadOnlyList<SearchProblem> Run(SearchSpace space)
    {
        var problems = new List<SearchProblem>();
        var before = new Dictionary<string, Parameter>(StringComparer.Ordinal);
        foreach (var parameter in space.Parameters)
        {
            var pointer = "/searchSpace/" + JsonPointer.Escape(parameter.Name);
            if (parameter.Name.Length == 0)
            {
                problems.Add(new SearchProblem("/searchSpace", "A parameter has no name.", "Give every parameter a name."));
            }

            problems.AddRange(parameter.Check());
            problems.AddRange(parameter.Prior?.Check(parameter) ?? []);
            if (parameter.When is { } condition)
            {
                problems.AddRange(CheckCondition(space, before, pointer, condition));
            }

            if (!before.TryAdd(parameter.Name, parameter))
            {
                problems.Add(new SearchProblem(pointer, "The parameter is there twice.", "Leave out one of the two."));
            }
        }

        return problems;
    }

    private static IEnumerable<SearchProblem> CheckCondition(
        SearchSpace space, Dictionary<string, Parameter> before, string pointer, Condition condition)
    {
        var at = $"{pointer}/when/{JsonPointer.Escape(condition.Parent)}";
        if (!before.TryGetValue(condition.Parent, out var parent))
        {
            yield return space.Find(condition.Parent) is null
                ? new SearchProblem(at, $"There is no parameter '{condition.Parent}'.", "Name a parameter of the search space.")
                : new SearchProblem(at, "The conditions go round in a circle.", "Take one of them away.");
            yield break;
        }

        if (condition.Values.IsDefaultOrEmpty)
        {
            yield return new SearchProblem(at, "The condition names no value.", "List the values under which the parameter exists.");
            yield break;
        }

        for (var i = 0; i < condition.Values.Length; i++)
        {
            if (!parent.Contains(condition.Values[i]))
            {
                yield return new SearchProblem($"{at}/{i}", $"'{condition.Parent}' never has the value {condition.Values[i]}.", $"Give values that '{condition.Parent}' can have.");
            }
        }
    }
}
