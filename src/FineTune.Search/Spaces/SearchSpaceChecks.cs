using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;

namespace FineTune.Search.Spaces;

/// <summary>Finds everything that is wrong with a search space.</summary>
internal static class SearchSpaceChecks
{
    private const int Tries = 5_000;

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

        for (var i = 0; i < space.Constraints.Length; i++)
        {
            problems.AddRange(CheckConstraint(space, space.Constraints[i], $"/constraints/{i}"));
        }

        if (problems.Count == 0 && space.Constraints.Length > 0 && !CanBeKept(space))
        {
            problems.Add(new SearchProblem("/constraints", $"Of {Tries} random settings none keeps all constraints.", "Loosen the constraints or the ranges."));
        }

        return problems;
    }

    private static IEnumerable<SearchProblem> CheckConstraint(SearchSpace space, SpaceConstraint constraint, string pointer)
    {
        foreach (var name in constraint.Names)
        {
            if (space.Find(name) is not { } parameter)
            {
                yield return new SearchProblem(pointer, $"There is no parameter '{name}'.", $"Use one of: {string.Join(", ", space.Parameters.Select(known => known.Name))}.");
            }
            else if (parameter is CategoricalParameter { Choices: var choices } ? !choices.All(choice => choice.IsNumber) : parameter is FixedParameter { Value.IsNumber: false })
            {
                yield return new SearchProblem(pointer, $"'{name}' is no number and cannot be compared.", "Compare numbers; for texts use a condition (when).");
            }
        }
    }

    private static bool CanBeKept(SearchSpace space)
    {
        var random = new RandomSampler();
        return Enumerable.Range(0, Tries).Any(attempt => space.Keeps(random.Sample(space, StudyState.Empty, Direction.Minimize, new SampleSeed(0, 0, attempt))));
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
