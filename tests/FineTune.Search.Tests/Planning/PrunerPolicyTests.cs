using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Planning.Policies;
using FineTune.Search.Pruners;
using FineTune.Search.Samplers;

namespace FineTune.Search.Tests.Planning;

/// <summary>Every pruner and sampler that a study can name runs its plan to the end.</summary>
public sealed class PrunerPolicyTests
{
    public static TheoryData<string> Pruners => [.. PlanningPolicies.Names];

    public static TheoryData<string> Samplers => [.. SamplerCatalog.Names];

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Every_pruner_runs_its_plan_to_the_end(string pruner)
    {
        foreach (var parallel in new[] { 1, 4 })
        {
            var study = Simulate(Rules(pruner, 40, parallel), 5);
            Assert.Equal(40, study.State.Trials.Count);
            Assert.All(study.State.Trials, trial => Assert.True(trial.IsOver, $"{trial.Number}: {trial.Status}"));
            Assert.All(study.State.Trials, trial => Assert.NotEmpty(trial.Reason));
            Assert.Equal(TrialStatus.Completed, study.State.Find(0)!.Status);
            Assert.NotNull(study.State.Best(Direction.Maximize));
            Assert.All(study.State.Trials.Where(trial => trial.Status == TrialStatus.Pruned), trial => Assert.Contains("pruned at", trial.Reason, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Crashes_late_reports_and_divergence_are_survived(string pruner)
    {
        var study = new SimulatedStudy(Rules(pruner, 30, 4), Objective, 9) { CrashShare = 0.2, DuplicateShare = 0.2, LateShare = 0.2, DivergeShare = 0.1 };
        study.Run();
        Assert.All(study.State.Trials, trial => Assert.True(trial.IsOver));
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Every_sampler_runs_its_plan_under_a_stopping_pruner(string sampler)
    {
        var rules = Rules("hyperband", 40, 4) with { Sampler = sampler };
        var study = Simulate(rules, 2);
        Assert.Equal(40, study.State.Trials.Select(trial => trial.Parameters).Distinct().Count());
        Assert.All(study.State.Trials, trial => Assert.True(rules.Space.Contains(trial.Parameters)));
    }

    [Theory]
    [InlineData("asha")]
    [InlineData("bohb")]
    [InlineData("first-epoch")]
    [InlineData("hyperband")]
    [InlineData("median")]
    [InlineData("sha")]
    public void Epochs_are_saved_and_the_best_is_nearly_found(string pruner)
    {
        var (epochs, best) = (0.0, 0.0);
        for (ulong seed = 0; seed < 10; seed++)
        {
            var study = Simulate(Rules(pruner, 40, 4) with { Seed = seed }, seed);
            epochs += study.State.Trials.Sum(trial => trial.EpochsDone) / 10;
            best += study.State.Best(Direction.Maximize)!.BestObjective!.Value / study.State.Trials.Max(trial => StudyRulesBuilder.Accuracy(trial.Parameters, 9)) / 10;
        }

        Assert.True(epochs < 0.75 * 40 * 9, $"{epochs:F0} of {40 * 9} epochs");
        Assert.True(best > 0.95, $"{best:P2} of the best");
    }

    [Fact]
    public void The_plain_baseline_trains_all_for_one_epoch_and_the_best_to_the_end()
    {
        var rules = Rules("first-epoch", 30, 3) with { Pruning = new PruningRules { KeptTrials = 4 }, RungEpochs = [0.25, 1, 3, 9] };
        var study = Simulate(rules, 1);
        var searched = study.State.Trials.Where(trial => trial.Origin != "baseline").ToList();
        Assert.Equal(4, searched.Count(trial => trial.EpochsDone == 9));
        Assert.Equal(25, searched.Count(trial => trial.EpochsDone == 1));
        Assert.True(searched.Where(trial => trial.EpochsDone == 9).Min(trial => trial.Segments[1].BestObjective) >= searched.Where(trial => trial.EpochsDone == 1).Max(trial => trial.Segments[1].BestObjective));
    }

    [Fact]
    public void Hyperband_compares_within_its_brackets_and_the_sampler_learns_from_them_only()
    {
        var rules = Rules("hyperband", 40, 1);
        var study = Simulate(rules, 4);
        var brackets = HyperbandBrackets.Of(3, rules.ReductionFactor);
        foreach (var trial in study.State.Trials.Where(trial => trial.Status == TrialStatus.Pruned))
        {
            Assert.Contains($"bracket {brackets.BracketOf("7", trial.Number)}:", trial.Reason, StringComparison.Ordinal);
            Assert.True(trial.Rung >= brackets.BracketOf("7", trial.Number));
        }

        var seen = PlanningPolicies.Find(rules).History(new PlanningView(rules, study.State), 41);
        Assert.All(seen.Trials, trial => Assert.Equal(brackets.BracketOf("7", 41), brackets.BracketOf("7", trial.Number)));
        Assert.InRange(seen.Trials.Count, 1, 39);
    }

    [Fact]
    public void Nobody_is_stopped_within_the_warm_up_nor_of_the_protected_best()
    {
        var warm = Simulate(Rules("sha", 30, 1) with { Pruning = new PruningRules { WarmupEpochs = 3 } }, 3);
        Assert.All(warm.State.Trials, trial => Assert.True(trial.EpochsDone >= 3));
        Assert.Contains(warm.State.Trials, trial => trial.Status == TrialStatus.Pruned);

        var guarded = Simulate(Rules("threshold", 20, 1) with { Pruning = new PruningRules { Lower = 2, ProtectedTrials = 2 } }, 3);
        Assert.InRange(guarded.State.Trials.Count(trial => trial.Status == TrialStatus.Completed), 2, 19);
        Assert.Contains(guarded.Ledger.OfType<PlanMade>(), plan => plan.Decision.Reason.Contains("protected", StringComparison.Ordinal));
    }

    [Fact]
    public void Wrong_constants_are_named()
    {
        var problems = (Rules("percentile", 10, 1) with { Pruning = new PruningRules { Percentile = 100, Lower = 2, Upper = 1, Probability = 0, Patience = -1 } }).Validate();
        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, problem => problem.Pointer == "/pruning/percentile");
        Assert.Contains((Rules("nonsense", 10, 1)).Validate(), problem => problem.Pointer == "/pruner" && problem.Remedy.Contains("hyperband", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_of_before_are_read_with_the_usual_constants()
    {
        var json = StudyRulesJson.Write(Rules("sha", 10, 1));
        var old = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject();
        Assert.True(old.Remove("pruning"));
        Assert.Equal(new PruningRules(), StudyRulesJson.Read(old.ToJsonString()).Pruning);
        Assert.Equal(new PruningRules(), StudyRulesJson.Read(json).Pruning);
    }

    private static StudyRules Rules(string pruner, int trials, int parallel) => StudyRulesBuilder.Rules(trials, parallel) with
    {
        Pruner = pruner,
        Pruning = pruner == "threshold" ? new PruningRules { Lower = 0.2 } : new PruningRules(),
    };

    private static double Objective(TrialState trial, double epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch);

    private static SimulatedStudy Simulate(StudyRules rules, ulong seed)
    {
        Assert.Empty(rules.Validate());
        var study = new SimulatedStudy(rules, Objective, seed);
        study.Run();
        return study;
    }
}
