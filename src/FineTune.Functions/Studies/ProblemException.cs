namespace FineTune.Functions.Studies;

/// <summary>What a user gave cannot be used; carries every problem found. Over HTTP it becomes ProblemDetails, in a study its status.</summary>
public sealed class ProblemException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="status">The HTTP status that fits: 400, 404, 409, 413 or 422.</param>
    /// <param name="title">What failed, in a few words.</param>
    /// <param name="problems">At least one problem.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public ProblemException(int status, string title, IReadOnlyList<Problem> problems, Exception? inner = null)
        : base($"{title}: {string.Join(" | ", problems)}", inner)
    {
        Status = status;
        Title = title;
        Problems = problems;
    }

    /// <summary>The HTTP status that fits.</summary>
    public int Status { get; }

    /// <summary>What failed, in a few words.</summary>
    public string Title { get; }

    /// <summary>Every problem found.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
