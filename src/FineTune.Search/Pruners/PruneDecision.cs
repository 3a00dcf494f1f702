namespace FineTune.Search.Pruners;

/// <summary>Whether a trial is stopped, and why.</summary>
/// <param name="Prune">Whether it is stopped.</param>
/// <param name="Reason">Why, in words and numbers.</param>
public readonly record struct PruneDecision(bool Prune, string Reason)
{
    /// <summary>The trial goes on.</summary>
    public static PruneDecision Keep(string reason) => new(false, reason);

    /// <summary>The trial is stopped.</summary>
    public static PruneDecision Stop(string reason) => new(true, reason);
}
