namespace FineTune.Search.Pruners;

/// <summary>Decides after a report whether a running trial is stopped. Pure: equal arguments give equal decisions.</summary>
public interface IPruner
{
    /// <summary>Judges a running trial.</summary>
    /// <param name="trial">The trial, its newest report included.</param>
    /// <param name="study">All trials of the study, this one included.</param>
    PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study);
}
