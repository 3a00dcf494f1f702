using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Training;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Tests.Studies;

/// <summary>A study.json from its text to the planner's last word, for every sampler and pruner; only the training is made up.</summary>
public sealed class PlannedStudyTests
{
    private static readonly RecommendedSettings Settings = new(
        "test",
        new Hyperparameters { LearningRate = 1e-4, Epochs = 9 },
        [
            new RecommendedRange { Name = "learningRate", Kind = "float", Low = 1e-5, High = 1e-3, Log = true, Source = "s" },
            new RecommendedRange { Name = "dropout", Kind = "float", Low = 0, High = 0.3, Source = "s" },
            new RecommendedRange { Name = "frozenLayers", Kind = "integer", Low = 0, High = 2, Source = "s" },
        ],
        new Dictionary<string, string>());

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var pruner in StudyRules.Pruners)
            {
                names.Add("cmaes", pruner);
            }

            foreach (var sampler in SamplerCatalog.Names)
            {
                names.Add(sampler, "hyperband");
            }

            names.Add("grid", "median");
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_runs_its_plan_to_the_end(string sampler, string pruner)
    {
        var (request, problems) = StudyRequestReader.Read($$"""
            {"budget":{"trials":14},"parallelTrials":2,"sampler":"{{sampler}}","pruner":"{{pruner}}","pruning":{"startupTrials":2,"keptTrials":3,"lower":0.1},
             "searchSpace":{"epochs":9,"learningRate":{"low":1e-5,"high":1e-3,"log":true} } }
            """);
        Assert.Empty(problems);
        var (rules, _) = StudyRulesBuilder.Build(request.For(FineTuningTask.Find(FineTuningTask.Default)), Settings);
        rules = StudyRulesJson.Read(StudyRulesJson.Write(rules));
        var state = StudyState.Empty;
        for (var step = 0; state.Finished is null; step++)
        {
            Assert.True(step < 1000, "The study does not end.");
            state = Planner.Next(rules, state) is var decision and not Wait
                ? state.Apply(new PlanMade(state.NextSequence, decision))
                : Trained(state);
        }

        Assert.Equal(14, state.Trials.Count);
        Assert.All(state.Trials, trial => Assert.True(trial.IsOver && trial.Reason.Length > 0));
        Assert.NotNull(state.Best(rules.Direction));
        Assert.Equal(TrialStatus.Completed, state.Find(0)!.Status);
    }

    [Fact]
    public void Constants_out_of_range_are_refused_with_their_pointers()
    {
        var (_, problems) = StudyRequestReader.Read("""{"pruner":"hyperbnd","pruning":{"patience":-1,"lower":"x","percentil":3}}""");
        Assert.Equal(["/pruner", "/pruning/lower", "/pruning/patience", "/pruning/percentil"], problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));

        var (request, _) = StudyRequestReader.Read("""{"pruner":"percentile","pruning":{"percentile":120}}""");
        var refused = Assert.Throws<ProblemException>(() => StudyRulesBuilder.Build(request.For(FineTuningTask.Find(FineTuningTask.Default)), Settings));
        Assert.Equal("/pruning/percentile", Assert.Single(refused.Problems).Field);
    }

    [Fact]
    public void A_population_is_compared_every_interval_and_keeps_what_cannot_change_in_training()
    {
        StudyRules Rules(string pruning, string epochs)
        {
            var (request, problems) = StudyRequestReader.Read($$"""{"pruner":"pbt","budget":{"trials":8},"pruning":{{pruning}},"searchSpace":{"epochs":{{epochs}} } }""");
            Assert.Empty(problems);
            return StudyRulesBuilder.Build(request.For(FineTuningTask.Find(FineTuningTask.Default)), Settings).Rules;
        }

        var rules = Rules("""{"intervalEpochs":3,"quantile":0.2,"perturbation":0.1,"resampleProbability":0}""", "9");
        Assert.Equal([3, 6, 9], rules.RungEpochs);
        Assert.Equal((0.2, 0.1, 0.0), (rules.Pruning.Quantile, rules.Pruning.Perturbation, rules.Pruning.ResampleProbability));
        Assert.Superset(new HashSet<string> { "batchSize", "epochs", "frozenLayers", "loraRank" }, rules.FixedInTraining.ToHashSet());
        Assert.DoesNotContain("learningRate", rules.FixedInTraining);
        Assert.DoesNotContain("dropout", rules.FixedInTraining);
        Assert.Equal(72, StudyForecast.Epochs(rules));
        Assert.Equal([1, 2, 3, 4, 5], Rules("{}", "5").RungEpochs);
        Assert.Equal([0.5, 1, 1.5, 2], Rules("{}", "2").RungEpochs);
        Assert.Equal("/pruning/quantile", Assert.Single(Assert.Throws<ProblemException>(() => Rules("""{"quantile":0.7}""", "9")).Problems).Field);
    }

    [Fact]
    public void Constraints_and_further_objectives_reach_the_rules_or_are_refused()
    {
        var (request, problems) = StudyRequestReader.Read("""{"constraints":["dropout * 10 <= frozenLayers + 1"],"furtherObjectives":[{"metric":"eval_loss"},{"metric":"f1","direction":"minimize"}]}""");
        Assert.Empty(problems);
        var (rules, _) = StudyRulesBuilder.Build(request.For(FineTuningTask.Find(FineTuningTask.Default)), Settings);
        Assert.Equal("dropout * 10 <= frozenLayers + 1", Assert.Single(rules.Space.Constraints).Text);
        Assert.Equal([new FurtherObjective("validation_loss", Direction.Minimize), new FurtherObjective("validation_f1", Direction.Minimize)], rules.FurtherObjectives);

        var begun = SearchBeginnings.Apply(StudyRulesBuilder.Build(request.For(FineTuningTask.Find(FineTuningTask.Default)), Settings), new HashSet<string>(), null, [], []);
        Assert.Equal(rules.Space.Constraints, begun.Space.Constraints);

        var (wrong, _) = StudyRequestReader.Read("""{"constraints":["dropout <","dropout < learningrate"]}""");
        Assert.Equal("/constraints/0", Assert.Single(Assert.Throws<ProblemException>(() => StudyRulesBuilder.Build(wrong.For(FineTuningTask.Find(FineTuningTask.Default)), Settings)).Problems).Field);
        var (_, listed) = StudyRequestReader.Read("""{"constraints":[1],"furtherObjectives":[{"metric":"nonsense","weight":1}]}""");
        Assert.Equal(["/constraints", "/furtherObjectives/0/metric", "/furtherObjectives/0/weight"], listed.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    /// <summary>The oldest running segment ends; a learning rate near 1e-4 is best.</summary>
    private static StudyState Trained(StudyState state)
    {
        var trial = state.Trials.First(trial => trial.Status == TrialStatus.Running);
        var distance = Math.Log10(trial.Parameters["learningRate"].AsDouble()) + 4;
        var value = (1 - (0.3 / (1 + trial.TargetEpoch))) / (1 + (distance * distance));
        var metrics = System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty;
        return state
            .Apply(new EpochReported(trial.Number, trial.Rung, 0, trial.TargetEpoch, 1, value, metrics))
            .Apply(new SegmentFinished(trial.Number, trial.Rung, 0, SegmentOutcome.Reached, trial.TargetEpoch, value, trial.TargetEpoch, $"trials/{trial.Number}", 1, false, "reached"));
    }
}
