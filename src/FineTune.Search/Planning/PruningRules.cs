namespace FineTune.Search.Planning;

/// <summary>The constants of a study's pruner. Each pruner looks at those that concern it.</summary>
public sealed record PruningRules
{
    /// <summary>A trial is not judged before it is trained for so many epochs (warm-up, grace period).</summary>
    public double WarmupEpochs { get; init; }

    /// <summary>No trial is stopped before so many are complete (median, percentile).</summary>
    public int StartupTrials { get; init; } = 5;

    /// <summary>So many best trials of a rung are never stopped, whatever the pruner says.</summary>
    public int ProtectedTrials { get; init; } = 1;

    /// <summary>The share of trials that go on, in percent (percentile).</summary>
    public double Percentile { get; init; } = 25;

    /// <summary>A trial whose objective is below is stopped (threshold); null for no bound.</summary>
    public double? Lower { get; init; }

    /// <summary>A trial whose objective is above is stopped (threshold); null for no bound.</summary>
    public double? Upper { get; init; }

    /// <summary>So many reports without improvement are borne (patient).</summary>
    public int Patience { get; init; } = 1;

    /// <summary>By how much a report must be worse than the best before to count as no improvement (patient).</summary>
    public double MinDelta { get; init; }

    /// <summary>The probability below which a trial is surely worse (wilcoxon).</summary>
    public double Probability { get; init; } = 0.1;

    /// <summary>How many trials are trained to the end after every one had its first epoch (first-epoch); null for one in the reduction factor squared.</summary>
    public int? KeptTrials { get; init; }

    /// <summary>Everything that is wrong with the constants.</summary>
    internal IEnumerable<Spaces.SearchProblem> Check()
    {
        if (!(WarmupEpochs >= 0) || StartupTrials < 0 || ProtectedTrials < 0 || Patience < 0 || !(MinDelta >= 0) || KeptTrials < 1)
        {
            yield return new("/pruning", "A count or a length is negative, or no trial is kept.", "Give numbers of zero or more; keptTrials of one or more.");
        }

        if (!(Percentile is > 0 and < 100))
        {
            yield return new("/pruning/percentile", $"A percentile of {Percentile} keeps all trials or none.", "Give a number between 0 and 100.");
        }

        if (Lower is { } lower && Upper is { } upper && !(lower < upper))
        {
            yield return new("/pruning/lower", $"The lower bound {lower} is not below the upper bound {upper}.", "Swap them, or leave one out.");
        }

        if (!(Probability is > 0 and < 1))
        {
            yield return new("/pruning/probability", $"A probability of {Probability} stops all trials or none.", "Give a number between 0 and 1.");
        }
    }
}
