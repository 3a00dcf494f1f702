namespace FineTune.Search.Pruners;

/// <summary>Whether a trial is stopped, and why.</summary>
/// <param name="Prune">Whether it is stopped.</param>
/// <param name="Reason">Why, in words and numbers.</param>
public readonly record struct PruneDecision(bool Prune, string Reason)
{
    /// <summary>How many rungs of successive halving the trial has a value at now; a trial that is stopped at one has none at those after.</summary>
    public int RungCount { get; init; }

    /// <summary>The trial goes on.</summary>
    public static PruneDecision Keep(string reason) => new(false, reason);

    /// <summary>The trial is stopped.</summary>
    public static PruneDecision Stop(string reason) => new(true, reason);
}
