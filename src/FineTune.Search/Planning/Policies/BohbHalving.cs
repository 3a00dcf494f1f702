using FineTune.Search.Ledger;
using FineTune.Search.Samplers;

namespace FineTune.Search.Planning.Policies;

/// <summary>BOHB (Falkner et al. 2018): Hyperband that proposes from densities over the results of the longest training with enough of them.</summary>
internal sealed class BohbHalving() : StoppingHalving(withBrackets: true)
{
    /// <inheritdoc />
    public override StudyState History(PlanningView view, int trial) => view.State;

    /// <inheritdoc />
    public override (ISampler Sampler, string Origin) Sampler(StudyRules rules, int trial) => (new BohbSampler(), "bohb");
}
