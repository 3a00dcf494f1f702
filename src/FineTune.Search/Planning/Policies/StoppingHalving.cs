using FineTune.Search.Ledger;
using FineTune.Search.Pruners;

namespace FineTune.Search.Planning.Policies;

/// <summary>Successive halving that only stops, and with brackets Hyperband: at a rung a trial goes on while it is among the best n/eta of its peers there.</summary>
/// <param name="withBrackets">Whether trials are spread over Hyperband's brackets, of which the b-th begins to compare at the b-th rung.</param>
internal class StoppingHalving(bool withBrackets) : StoppingPolicy
{
    /// <inheritdoc />
    public override StudyState History(PlanningView view, int trial) =>
        withBrackets && Bracket(view.Rules, trial) is var own ? view.State.Where(other => Bracket(view.Rules, other.Number) == own) : view.State;

    /// <inheritdoc />
    protected override PruneDecision Stop(PlanningView view, TrialState trial)
    {
        var bracket = withBrackets ? Bracket(view.Rules, trial.Number) : 0;
        var where = withBrackets ? Text($"bracket {bracket}: ") : string.Empty;
        if (trial.Rung < bracket)
        {
            return PruneDecision.Keep(Text($"{where}its first comparison is at {view.Rules.RungEpochs[bracket]:0.###} epochs"));
        }

        var entries = view.Table[trial.Rung].Where(entry => !withBrackets || Bracket(view.Rules, entry.Trial.Number) == bracket).ToList();
        var peers = RungTable.Comparable(entries);
        var loss = peers[entries.FindIndex(entry => entry.Trial.Number == trial.Number)];
        var rank = peers.Count(other => other < loss) + 1;
        var reason = Text($"{where}it is number {rank} of {peers.Length} at rung {trial.Rung}; the best {SuccessiveHalvingPruner.Quota(peers.Length, view.Rules.ReductionFactor)} go on");
        return double.IsFinite(loss) && SuccessiveHalvingPruner.GoesOn(loss, peers, view.Rules.ReductionFactor) ? PruneDecision.Keep(reason) : PruneDecision.Stop(reason);
    }

    /// <summary>The bracket of a trial; the study's seed stands for its name.</summary>
    private static int Bracket(StudyRules rules, int trial) =>
        HyperbandBrackets.Of(rules.RungEpochs.Length, rules.ReductionFactor).BracketOf(rules.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), trial);
}
