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

    /// <summary>The share of a population at its end that adopts from as many at its head (pbt).</summary>
    public double Quantile { get; init; } = 0.25;

    /// <summary>How likely an adopted hyperparameter is drawn anew from its range instead of being perturbed (pbt).</summary>
    public double ResampleProbability { get; init; } = 0.25;

    /// <summary>An adopted number is multiplied by one plus or minus this (pbt).</summary>
    public double Perturbation { get; init; } = 0.2;

    /// <summary>Epochs from one comparison of a population to the next (pbt); null for one, or a quarter of a shorter training. The rungs follow from it.</summary>
    public double? IntervalEpochs { get; init; }

    /// <summary>Whether trials are promoted by the value that their learning curve is predicted to end at, instead of the value that they have (asha).</summary>
    public bool PredictCurves { get; init; }

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

        if (!(Quantile is > 0 and <= 0.5))
        {
            yield return new("/pruning/quantile", $"A quantile of {Quantile} has no head and end apart from each other.", "Give a number above 0 and up to 0.5; 0.25 is usual.");
        }

        if (!(ResampleProbability is >= 0 and <= 1))
        {
            yield return new("/pruning/resampleProbability", $"{ResampleProbability} is no probability.", "Give a number from 0 to 1; 0.25 is usual.");
        }

        if (!(Perturbation is > 0 and < 1))
        {
            yield return new("/pruning/perturbation", $"A perturbation of {Perturbation} changes nothing or turns values over.", "Give a number between 0 and 1; 0.2 multiplies by 0.8 or 1.2.");
        }

        if (IntervalEpochs is { } interval && !(interval > 0 && double.IsFinite(interval)))
        {
            yield return new("/pruning/intervalEpochs", $"An interval of {interval} epochs is none.", "Give a number above 0; 1 is usual.");
        }

        if (!(Probability is > 0 and < 1))
        {
            yield return new("/pruning/probability", $"A probability of {Probability} stops all trials or none.", "Give a number between 0 and 1.");
        }
    }
}
