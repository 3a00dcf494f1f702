using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace FineTune.Search.Spaces;

/// <summary>The hyperparameters that are searched, parents before the parameters that depend on them.</summary>
[JsonConverter(typeof(SearchSpaceJsonConverter))]
public sealed class SearchSpace : IEquatable<SearchSpace>
{
    private SearchSpace(ImmutableArray<Parameter> parameters, ImmutableArray<SpaceConstraint> constraints) => (Parameters, Constraints) = (parameters, constraints);

    /// <summary>The parameters in order; a parameter comes after the one it depends on.</summary>
    public ImmutableArray<Parameter> Parameters { get; }

    /// <summary>What every setting must keep.</summary>
    public ImmutableArray<SpaceConstraint> Constraints { get; }

    /// <summary>The number of different settings, conditions and constraints taken into account, or null where they cannot be counted.</summary>
    public long? Cardinality => SpaceEnumeration.Count(this);

    /// <summary>Creates a space without checking it; see <see cref="Validate"/>.</summary>
    public static SearchSpace Create(IEnumerable<Parameter> parameters, IEnumerable<SpaceConstraint>? constraints = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return new SearchSpace(ParentsFirst([.. parameters]), [.. constraints ?? []]);
    }

    /// <summary>Whether a setting keeps all constraints.</summary>
    public bool Keeps(ParameterSet parameters)
    {
        foreach (var constraint in Constraints)
        {
            if (!constraint.Holds(parameters))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The parameter of this name, or null.</summary>
    public Parameter? Find(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>Everything that is wrong with the space; empty where it can be searched.</summary>
    public IReadOnlyList<SearchProblem> Validate() => SearchSpaceChecks.Run(this);

    /// <summary>Throws where <see cref="Validate"/> finds a problem.</summary>
    /// <exception cref="InvalidSearchSpaceException">With all problems.</exception>
    public void EnsureValid()
    {
        var problems = Validate();
        if (problems.Count > 0)
        {
            throw new InvalidSearchSpaceException(problems);
        }
    }

    /// <summary>Whether the set has exactly the parameters that exist under its own values, each one in range, and keeps all constraints.</summary>
    public bool Contains(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var expected = 0;
        foreach (var parameter in Parameters)
        {
            if (parameter.When is { } condition && !condition.Holds(parameters))
            {
                continue;
            }

            if (!parameters.TryGetValue(parameter.Name, out var value) || !parameter.Contains(value))
            {
                return false;
            }

            expected++;
        }

        return expected == parameters.Count && Keeps(parameters);
    }

    /// <inheritdoc />
    public bool Equals(SearchSpace? other) => other is not null && Parameters.AsSpan().SequenceEqual(other.Parameters.AsSpan())
        && Constraints.AsSpan().SequenceEqual(other.Constraints.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SearchSpace);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Parameters.Length, Parameters.Length > 0 ? Parameters[0].Name : string.Empty);

    /// <summary>Stable order in which each parameter follows its parent; what is in a cycle stays at the end, where the checks find it.</summary>
    private static ImmutableArray<Parameter> ParentsFirst(List<Parameter> waiting)
    {
        var ordered = ImmutableArray.CreateBuilder<Parameter>(waiting.Count);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var names = waiting.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
            var next = waiting.FindIndex(parameter => parameter.When is null || placed.Contains(parameter.When.Parent) || !names.Contains(parameter.When.Parent));
            if (next < 0)
            {
                break;
            }

            placed.Add(waiting[next].Name);
            ordered.Add(waiting[next]);
            waiting.RemoveAt(next);
        }

        ordered.AddRange(waiting);
        return ordered.ToImmutable();
    }
}
