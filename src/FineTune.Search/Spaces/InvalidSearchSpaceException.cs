namespace FineTune.Search.Spaces;

/// <summary>A search space that cannot be searched, with all that is wrong with it.</summary>
public sealed class InvalidSearchSpaceException : Exception
{
    /// <summary>Creates the exception from the problems found.</summary>
    public InvalidSearchSpaceException(IReadOnlyList<SearchProblem> problems)
        : base("The search space is not valid. " + string.Join(" ", (problems ?? []).Select(problem => $"{problem.Pointer}: {problem.Message} {problem.Remedy}")))
    {
        Problems = problems ?? [];
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<SearchProblem> Problems { get; }
}
