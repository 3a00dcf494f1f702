namespace FineTune.Search.Spaces;

/// <summary>A hyperparameter that is not searched: it has one value.</summary>
public sealed record FixedParameter(string Name, ParameterValue Value) : Parameter(Name)
{
    /// <inheritdoc />
    public override long? Cardinality => 1;

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) => Value.Matches(value);

    /// <inheritdoc />
    public override ParameterValue FromUnit(double u) => Value;

    /// <inheritdoc />
    public override ParameterValue ValueAt(long index) => Value;

    internal override IEnumerable<SearchProblem> Check()
    {
        if (Value.Kind == ParameterKind.Float && !double.IsFinite(Value.AsDouble()))
        {
            yield return Problem(null, "The value is no finite number.", "Give a finite number.");
        }
    }
}
