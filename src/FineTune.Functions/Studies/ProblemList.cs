namespace FineTune.Functions.Studies;

/// <summary>Gathers the problems of several checks, so that a user hears of all of them at once.</summary>
internal sealed class ProblemList(IReadOnlyList<Problem> found)
{
    private readonly List<Problem> _problems = [.. found];
    private int _status = 422;

    /// <summary>Notes a problem unless something holds.</summary>
    public void Check(bool holds, Problem problem)
    {
        if (!holds)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Runs a check; null when it was refused, and its problems are noted.</summary>
    public T? Try<T>(Func<T> check)
        where T : class
    {
        try
        {
            return check();
        }
        catch (ProblemException refused)
        {
            Note(refused);
            return null;
        }
    }

    /// <summary>Runs a check; null when it was refused, and its problems are noted.</summary>
    public async Task<T?> TryAsync<T>(Func<Task<T>> check)
        where T : class
    {
        try
        {
            return await check().ConfigureAwait(false);
        }
        catch (ProblemException refused)
        {
            Note(refused);
            return null;
        }
    }

    /// <summary>Throws when there is any problem.</summary>
    /// <exception cref="ProblemException">With all of them, and the status of the last refusal.</exception>
    public void ThrowIfAny(string title)
    {
        if (_problems.Count > 0)
        {
            throw new ProblemException(_status, title, _problems);
        }
    }

    private void Note(ProblemException refused)
    {
        _problems.AddRange(refused.Problems);
        _status = refused.Status;
    }
}
