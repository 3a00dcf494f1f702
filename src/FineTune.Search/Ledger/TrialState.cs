using System.Collections.Immutable;
using FineTune.Search.Spaces;

namespace FineTune.Search.Ledger;

/// <summary>Everything the ledger says about one trial.</summary>
public sealed record TrialState
{
    /// <summary>The trial's number.</summary>
    public required int Number { get; init; }

    /// <summary>Its hyperparameters; where it adopted some, those in force now.</summary>
    public required ParameterSet Parameters { get; init; }

    /// <summary>The hyperparameters that it began with.</summary>
    public ParameterSet FirstParameters { get => field ?? Parameters; init; }

    /// <summary>What it adopted from other members of a population, by the rung that the first segment after it leads to.</summary>
    public ImmutableSortedDictionary<int, Adoption> Adoptions { get; init; } = ImmutableSortedDictionary<int, Adoption>.Empty;

    /// <summary>Where it stands.</summary>
    public TrialStatus Status { get; init; }

    /// <summary>The rung it was last sent to.</summary>
    public int Rung { get; init; }

    /// <summary>The cumulative epochs it was last sent to.</summary>
    public double TargetEpoch { get; init; }

    /// <summary>Whether it is complete when it gets there.</summary>
    public bool IsLast { get; init; }

    /// <summary>Cumulative epochs trained, as far as reported.</summary>
    public double EpochsDone { get; init; }

    /// <summary>All reports, in order of epochs.</summary>
    public ImmutableArray<EpochReported> Curve { get; init; } = [];

    /// <summary>The best objective of its finished segments, or null where there is none.</summary>
    public double? BestObjective { get; init; }

    /// <summary>The epoch of that best objective.</summary>
    public double? BestEpoch { get; init; }

    /// <summary>The newest checkpoint, or null before the first.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Where its hyperparameters come from: baseline, enqueued, random, tpe, ...</summary>
    public string Origin { get; init; } = string.Empty;

    /// <summary>Why it stands where it stands.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The results of its finished segments, by rung.</summary>
    public ImmutableSortedDictionary<int, SegmentFinished> Segments { get; init; } = ImmutableSortedDictionary<int, SegmentFinished>.Empty;

    /// <summary>The newest attempt at its present segment, or -1 before the first.</summary>
    public int Attempt { get; init; } = -1;

    /// <summary>The rung about which the planner has spoken last, or -1.</summary>
    public int JudgedRung { get; init; } = -1;

    /// <summary>Seconds of all its finished segments.</summary>
    public double Seconds { get; init; }

    /// <summary>The hyperparameters in force in the segment that leads to a rung.</summary>
    public ParameterSet ParametersAt(int rung)
    {
        var parameters = FirstParameters;
        foreach (var (from, adoption) in Adoptions)
        {
            parameters = from <= rung ? adoption.Parameters : parameters;
        }

        return parameters;
    }

    /// <summary>Whether nothing can happen to it any more, unless it diverged and a population takes it up again.</summary>
    public bool IsOver => Status is TrialStatus.Completed or TrialStatus.Pruned or TrialStatus.Failed;
}
