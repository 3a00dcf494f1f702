namespace FineTune.Search.Spaces;

/// <summary>A comparison between numeric parameters that every setting must keep, e.g. "warmupSteps + 10 &lt;= totalSteps * 0.5".</summary>
/// <remarks>
/// Numbers, names of parameters, + - * / with the usual precedence, parentheses, and one of &lt; &lt;= &gt; &gt;= == !=. A constraint that names a
/// parameter which does not exist in a setting (its condition does not hold) is kept by that setting.
/// </remarks>
public sealed class SpaceConstraint : IEquatable<SpaceConstraint>
{
    private readonly ConstraintParser _parsed;

    private SpaceConstraint(ConstraintParser parsed) => _parsed = parsed;

    /// <summary>The comparison as it was written.</summary>
    public string Text => _parsed.Text;

    /// <summary>The parameters that it names.</summary>
    public IReadOnlyCollection<string> Names => _parsed.Names;

    /// <summary>Reads a comparison.</summary>
    /// <param name="text">The comparison.</param>
    /// <param name="problem">What is wrong with it and where; null where nothing is.</param>
    /// <returns>The constraint, or null.</returns>
    public static SpaceConstraint? TryParse(string text, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new ConstraintParser(text);
        problem = parser.Problem;
        return problem is null ? new SpaceConstraint(parser) : null;
    }

    /// <summary>Reads a comparison that is known to be right.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static SpaceConstraint Parse(string text) => TryParse(text, out var problem) ?? throw new FormatException(problem);

    /// <summary>Whether a setting keeps the constraint.</summary>
    public bool Holds(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Names.Any(name => !parameters.ContainsKey(name)) || _parsed.Compare(name => parameters[name].AsDouble());
    }

    /// <inheritdoc />
    public bool Equals(SpaceConstraint? other) => other?.Text == Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SpaceConstraint);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
