using System.Collections.Immutable;

namespace FineTune.Search.Spaces;

/// <summary>A parameter under a condition exists only while its parent exists and has one of the values.</summary>
/// <param name="Parent">The name of the parameter that decides.</param>
/// <param name="Values">The parent's values under which the parameter exists.</param>
public sealed record Condition(string Parent, ImmutableArray<ParameterValue> Values)
{
    /// <summary>Whether the condition holds for the values chosen so far.</summary>
    public bool Holds(IReadOnlyDictionary<string, ParameterValue> chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        return chosen.TryGetValue(Parent, out var value) && Accepts(value);
    }

    /// <summary>Whether the parent's value is one of those under which the parameter exists.</summary>
    public bool Accepts(ParameterValue value)
    {
        foreach (var accepted in Values)
        {
            if (accepted.Matches(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(Condition? other) =>
        other is not null && Parent == other.Parent && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Parent, Values.Length);
}
