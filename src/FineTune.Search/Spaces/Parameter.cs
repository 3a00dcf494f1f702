namespace FineTune.Search.Spaces;

/// <summary>One hyperparameter of a search space.</summary>
/// <param name="Name">Its name, as in the JSON of the hyperparameters (learningRate, batchSize, ...).</param>
public abstract record Parameter(string Name)
{
    /// <summary>When set, the parameter exists only under this condition.</summary>
    public Condition? When { get; init; }

    /// <summary>What is believed of its best value before any trial, or null.</summary>
    public ParameterPrior? Prior { get; init; }

    /// <summary>The number of different values, or null where there are more than can be counted.</summary>
    public abstract long? Cardinality { get; }

    /// <summary>Whether the value lies in the range, on the grid, and among the choices.</summary>
    public abstract bool Contains(ParameterValue value);

    /// <summary>The value at position u of the unit interval; equal parts of [0,1) fall on equally wide (in log space, if log) parts of the range.</summary>
    public abstract ParameterValue FromUnit(double u);

    /// <summary>The n-th value of a parameter with a known <see cref="Cardinality"/>.</summary>
    public abstract ParameterValue ValueAt(long index);

    /// <summary>What is wrong with this parameter by itself.</summary>
    internal abstract IEnumerable<SearchProblem> Check();

    private protected SearchProblem Problem(string? field, string message, string remedy) =>
        new(field is null ? $"/searchSpace/{JsonPointer.Escape(Name)}" : $"/searchSpace/{JsonPointer.Escape(Name)}/{field}", message, remedy);
}
