namespace FineTune.Training;

/// <summary>A dataset or model folder holds clear mistakes; all that were found are listed at once.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>Creates the exception from every problem found.</summary>
    /// <param name="problems">The problems, at least one.</param>
    public InvalidInputException(IReadOnlyList<InputProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Creates the exception for a single problem.</summary>
    public InvalidInputException(string file, string? location, string what, string remedy)
        : this([new InputProblem(file, location, what, remedy)])
    {
    }

    /// <summary>The problems in the order in which they were found.</summary>
    public IReadOnlyList<InputProblem> Problems { get; }
}
