using FineTune.Search.Ledger;

namespace FineTune.Search.Planning.Policies;

/// <summary>What a policy looks at: the rules, the study so far, and the values at the rungs.</summary>
internal sealed class PlanningView(StudyRules rules, StudyState state)
{
    private RungTable? _table;

    /// <summary>The study's rules.</summary>
    public StudyRules Rules { get; } = rules;

    /// <summary>The fold of its ledger.</summary>
    public StudyState State { get; } = state;

    /// <summary>The values at all rungs, made when first asked for.</summary>
    public RungTable Table => _table ??= new RungTable(Rules, State);
}
