using System.Globalization;

namespace FineTune.Search.Pruners;

/// <summary>Hyperband that only stops (Optuna's rules): each trial belongs to a bracket of successive halving and is compared within it.</summary>
/// <param name="name">The study's name, which decides on brackets together with a trial's number.</param>
/// <param name="minResource">The step of the first rung.</param>
/// <param name="maxResource">The steps of a whole training.</param>
public sealed class HyperbandPruner(string name, long minResource, long maxResource) : IPruner
{
    /// <summary>One in this many goes on.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>See <see cref="SuccessiveHalvingPruner.BootstrapCount"/>.</summary>
    public int BootstrapCount { get; init; }

    /// <summary>Whether brackets are counted as Optuna does (see <see cref="HyperbandBrackets.CountAsOptuna"/>) or exactly.</summary>
    public bool CountsAsOptuna { get; init; }

    /// <summary>The brackets.</summary>
    public HyperbandBrackets Brackets => HyperbandBrackets.Of(
        CountsAsOptuna ? HyperbandBrackets.CountAsOptuna(minResource, maxResource, ReductionFactor) : HyperbandBrackets.Count(minResource, maxResource, ReductionFactor),
        ReductionFactor);

    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(study);
        var brackets = Brackets;
        var bracket = brackets.BracketOf(name, trial.Trial);
        var halving = new SuccessiveHalvingPruner { MinResource = minResource, ReductionFactor = ReductionFactor, SkippedRungs = bracket, BootstrapCount = BootstrapCount };
        var decision = halving.Decide(trial, [.. study.Where(other => brackets.BracketOf(name, other.Trial) == bracket)]);
        return decision with { Reason = string.Create(CultureInfo.InvariantCulture, $"bracket {bracket}: {decision.Reason}") };
    }
}
