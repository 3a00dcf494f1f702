using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FineTune.Search.Ledger;
using FineTune.Search.Planning.Policies;
using FineTune.Search.Spaces;

namespace FineTune.Search.Planning;

/// <summary>Everything that decides a search besides its ledger. Fixed for the life of a study (plan.json).</summary>
public sealed record StudyRules
{
    /// <summary>Four loses the best setting less often than three and needs fewer epochs (bench/search).</summary>
    public const int DefaultReductionFactor = 4;

    /// <summary>The hyperparameters that are searched.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Whether a smaller or a larger objective is better.</summary>
    public Direction Direction { get; init; } = Direction.Maximize;

    /// <summary>Objectives beside the first; the best trials are then a Pareto front. Halving (asha, sha, hyperband, bohb, first-epoch) promotes by all of them, the other pruners go by the first.</summary>
    public ImmutableArray<FurtherObjective> FurtherObjectives { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The seed of all random choices.</summary>
    public ulong Seed { get; init; }

    /// <summary>Cumulative epochs at which trials are compared, ascending; the last is the whole training. Fractions are allowed.</summary>
    public required ImmutableArray<double> RungEpochs { get; init; }

    /// <summary>One in this many trials goes on to the next rung.</summary>
    public int ReductionFactor { get; init; } = DefaultReductionFactor;

    /// <summary>How many segments may run side by side.</summary>
    public int ParallelTrials { get; init; } = 1;

    /// <summary>How many trials may be started.</summary>
    public required int MaxTrials { get; init; }

    /// <summary>How many epochs all trials together may be planned to train, or null for no limit.</summary>
    public double? MaxTotalEpochs { get; init; }

    /// <summary>
    /// No trial is started once the best value is expected to improve by less than this, in the objective's units; null for no such limit.
    /// </summary>
    public double? MinImprovement { get; init; }

    /// <summary>Settings tried first; the very first is the recommended default, the baseline, which always runs to the last rung.</summary>
    public ImmutableArray<ParameterSet> Enqueued { get; init; } = [];

    /// <summary>Where each of <see cref="Enqueued"/> comes from (similarity, transferred, ...); what has no entry is "enqueued". The first is always the baseline.</summary>
    public ImmutableArray<string> EnqueuedOrigins { get; init; } = [];

    /// <summary>Hyperparameters that cannot change once a training has begun: a member of a population that adopts a checkpoint takes their values over with it.</summary>
    public ImmutableArray<string> FixedInTraining { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Settings of this space that were good in earlier studies, beyond those that are enqueued: cmaes begins with their distribution.</summary>
    public ImmutableArray<ParameterSet> Earlier { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>A sampler of <see cref="Samplers.SamplerCatalog"/>.</summary>
    public string Sampler { get; init; } = "auto";

    /// <summary>
    /// asha (pauses and promotes), sha (stops only), hyperband, bohb, median, percentile, threshold, patient, wilcoxon, first-epoch (all for one
    /// epoch, the best to the end), pbt (a population: the worst adopt weights and settings of the best), none (every trial runs to the end), or
    /// auto, the planner's choice.
    /// </summary>
    public string Pruner { get; init; } = "auto";

    /// <summary>Whether the trials are a population whose members adopt each other's checkpoints.</summary>
    [JsonIgnore]
    public bool IsPopulation => Pruner == "pbt";

    /// <summary>The names that <see cref="Pruner"/> may have.</summary>
    public static IReadOnlyList<string> Pruners => PlanningPolicies.Names;

    /// <summary>The constants of the pruner; the usual ones in plans that were written before there were any.</summary>
    public PruningRules Pruning { get => field ?? new PruningRules(); init; } = new();

    /// <summary>Everything that is wrong with the rules, the space included; empty where the study can run.</summary>
    public IReadOnlyList<SearchProblem> Validate() => StudyRulesChecks.Run(this);
}
