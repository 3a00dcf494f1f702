using System.Collections.Immutable;

namespace FineTune.Search.Spaces;

/// <summary>One of a list of choices without order.</summary>
public sealed record CategoricalParameter(string Name, ImmutableArray<ParameterValue> Choices) : Parameter(Name)
{
    /// <inheritdoc />
    public override long? Cardinality => Choices.Length;

    /// <summary>The position of the value among the choices, or -1.</summary>
    public int IndexOf(ParameterValue value)
    {
        for (var i = 0; i < Choices.Length; i++)
        {
            if (Choices[i].Matches(value))
            {
                return i;
            }
        }

        return -1;
    }

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) => IndexOf(value) >= 0;

    /// <inheritdoc />
    public override ParameterValue FromUnit(double u) => Choices[Math.Min((int)(u * Choices.Length), Choices.Length - 1)];

    /// <inheritdoc />
    public override ParameterValue ValueAt(long index) => Choices[(int)index];

    /// <inheritdoc />
    public bool Equals(CategoricalParameter? other) =>
        other is not null && base.Equals(other) && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Choices.Length);

    internal override IEnumerable<SearchProblem> Check()
    {
        if (Choices.IsDefaultOrEmpty)
        {
            yield return Problem("choices", "There is no choice.", "Give at least one choice.");
            yield break;
        }

        for (var i = 0; i < Choices.Length; i++)
        {
            if (IndexOf(Choices[i]) < i)
            {
                yield return Problem($"choices/{i}", $"The choice {Choices[i]} is there twice.", "Leave out the second one.");
            }
        }
    }
}
