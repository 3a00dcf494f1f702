using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Planning.Policies;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Planning;

/// <summary>Population-based training as the planner plays it: who adopts from whom, with what, and that nothing is lost by it.</summary>
public sealed class PopulationTrainingTests
{
    private static readonly string[] Fixed = ["batchSize", "frozenLayers"];

    [Fact]
    public void The_last_quantile_continues_from_checkpoints_of_the_first_with_perturbed_settings()
    {
        var study = Simulate(Rules(8, 3), 1);
        var adoptions = Adoptions(study);
        Assert.NotEmpty(adoptions);
        foreach (var (seen, decision) in adoptions)
        {
            var adoption = decision.Adoption!;
            var donor = seen.Find(adoption.Trial)!;
            var order = seen.Trials.Where(trial => trial.Segments.ContainsKey(adoption.Rung)).OrderByDescending(trial => trial.Curve.Last(report => report.Rung == adoption.Rung).Objective).ThenBy(trial => trial.Number).Select(trial => trial.Number).ToList();
            Assert.Equal(8, order.Count);
            Assert.InRange(order.IndexOf(adoption.Trial), 0, 1);
            Assert.InRange(order.IndexOf(decision.Trial), 6, 7);
            Assert.Equal(adoption.Rung + 1, decision.Rung);
            Assert.Equal(donor.Segments[adoption.Rung].Epoch, adoption.Epoch);
            Assert.Contains($"trial {decision.Trial} continues from the checkpoint of trial {adoption.Trial} at", decision.Reason, StringComparison.Ordinal);
            Assert.Contains("because", decision.Reason, StringComparison.Ordinal);
            Assert.NotEqual(donor.ParametersAt(adoption.Rung), adoption.Parameters);
        }
    }

    [Fact]
    public void What_cannot_change_in_training_stays_with_the_checkpoint_and_numbers_move_by_a_fifth()
    {
        var study = Simulate(Rules(12, 4) with { Pruning = new PruningRules { ResampleProbability = 0 } }, 3);
        Assert.All(Adoptions(study), entry =>
        {
            var before = entry.Seen.Find(entry.Decision.Adoption!.Trial)!.ParametersAt(entry.Decision.Adoption.Rung);
            var after = entry.Decision.Adoption.Parameters;
            Assert.All(Fixed, name => Assert.Equal(before[name], after[name]));
            var factor = after["learningRate"].AsDouble() / before["learningRate"].AsDouble();
            Assert.True(Math.Abs(factor - 1.2) < 1e-9 || Math.Abs(factor - 0.8) < 1e-9 || after["learningRate"].AsDouble() is 1e-5 or 1e-2, $"{factor}");
            Assert.True(StudyRulesBuilder.Space.Contains(after));
        });
    }

    [Fact]
    public void The_result_does_not_depend_on_workers_nor_on_the_order_of_arrival()
    {
        var alone = Simulate(Rules(9, 1), 1);
        foreach (var (workers, seed) in new[] { (2, 5UL), (4, 6UL), (9, 7UL) })
        {
            var other = Simulate(Rules(9, workers), seed);
            Assert.Equal(alone.State.Trials.Select(Story), other.State.Trials.Select(Story));
        }
    }

    [Fact]
    public void The_best_value_of_the_study_is_held_by_a_completed_member()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            // Values that fall with training, so that whoever was best at first is among the last later.
            var study = new SimulatedStudy(Rules(8, 2) with { Seed = seed }, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, 1) / (1 + (epoch * (trial.Number % 3))), seed);
            study.Run();
            var reported = study.State.Trials.SelectMany(trial => trial.Segments.Values).Max(segment => segment.BestObjective);
            Assert.True(study.State.Best(Direction.Maximize)!.Segments.Values.Max(segment => segment.BestObjective) >= reported);
        }
    }

    [Fact]
    public void A_member_that_diverged_comes_back_by_adopting_and_its_borrowed_value_is_not_its_own()
    {
        var study = new SimulatedStudy(Rules(10, 3), (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 11) { DivergeShare = 0.15 };
        study.Run();
        var back = study.State.Trials.Where(trial => trial.Segments.Values.Any(segment => segment.Outcome == SegmentOutcome.Diverged) && trial.Status == TrialStatus.Completed).ToList();
        Assert.NotEmpty(back);
        Assert.All(back, trial => Assert.NotEmpty(trial.Adoptions));

        var started = StudyState.Empty
            .Apply(new PlanMade(0, new StartTrial(0, StudyRulesBuilder.Baseline, "random", 0, 1, "x")))
            .Apply(new SegmentFinished(0, 0, 0, SegmentOutcome.Reached, 1, 0.5, 1, "own", 1, false, "x"))
            .Apply(new PlanMade(1, new ResumeTrial(0, 1, 2, "x") { Adoption = new Adoption(1, 0, 1, 0, StudyRulesBuilder.Baseline) }))
            .Apply(new SegmentFinished(0, 1, 0, SegmentOutcome.Diverged, 2, 0.9, 1, "", 1, false, "NaN"));
        Assert.Equal(0.5, started.Find(0)!.BestObjective);
        Assert.Equal("own", started.Find(0)!.Checkpoint);
    }

    [Fact]
    public void A_lineage_names_every_stretch_with_its_settings()
    {
        var study = Simulate(Rules(8, 2), 4);
        var member = study.State.Trials.First(trial => trial.Adoptions.ContainsKey(3));
        var lineage = Lineage.Of(study.State, member.Number);
        Assert.Equal(0, lineage[0].FromEpoch);
        Assert.Equal(4, lineage[^1].ToEpoch);
        Assert.All(lineage.Skip(1).Zip(lineage), pair => Assert.Equal(pair.Second.ToEpoch, pair.First.FromEpoch));
        Assert.Equal(member.Parameters, lineage[^1].Parameters);
        Assert.Equal(member.Adoptions[3].Trial, lineage[^2].Trial);
        Assert.Equal(member.Adoptions[3].Trial, Lineage.Parent(study.State, member.Number, 3)!.Trial);
        Assert.Single(Lineage.Of(study.State, member.Number, 0.5));

        // Whoever trains the same weights again needs the hyperparameters of each stretch.
        Assert.All(Enumerable.Range(0, 4), rung => Assert.Equal(lineage.Single(step => step.FromEpoch <= rung && rung < step.ToEpoch).Parameters, Lineage.ParametersAt(study.State, member.Number, rung)));
    }

    [Fact]
    public void A_ledger_with_adoptions_reads_back_the_same_and_lines_of_before_are_unchanged()
    {
        var study = Simulate(Rules(8, 2), 4);
        var again = StudyState.Fold(LedgerJson.ReadAll(string.Join('\n', study.Ledger.Select(LedgerJson.Write))));
        Assert.Equal(study.State.Trials.Select(Story), again.Trials.Select(Story));
        var plain = LedgerJson.Write(new PlanMade(3, new ResumeTrial(1, 1, 3, "why")));
        Assert.DoesNotContain("adoption", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void A_population_is_as_large_as_trials_epochs_and_settings_allow()
    {
        Assert.Equal(20, PopulationTraining.Size(Rules(20, 1)));
        Assert.Equal(5, PopulationTraining.Size(Rules(20, 1) with { MaxTotalEpochs = 22 }));
        Assert.Equal(3, PopulationTraining.Size(Rules(20, 1) with { Space = SearchSpace.Create([new CategoricalParameter("schedule", [ParameterValue.Of("a"), ParameterValue.Of("b"), ParameterValue.Of("c")])]) }));
        var study = Simulate(Rules(20, 4) with { MaxTotalEpochs = 22 }, 2);
        Assert.Equal(5, study.State.Trials.Count);
        Assert.Equal(20, study.State.Trials.Sum(trial => trial.EpochsDone));
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        var problems = (Rules(1, 1) with { MinImprovement = 0.1, Pruning = new PruningRules { Quantile = 0.6, ResampleProbability = 2, Perturbation = 0, IntervalEpochs = -1 } }).Validate();
        Assert.Equal(["/budget", "/budget/minImprovement", "/pruning/intervalEpochs", "/pruning/perturbation", "/pruning/quantile", "/pruning/resampleProbability"], problems.Select(problem => problem.Pointer).Order(StringComparer.Ordinal));
    }

    /// <summary>What became of a trial, with everything that it adopted.</summary>
    private static string Story(TrialState trial) =>
        $"{trial.Number} {trial.Status} {trial.BestObjective} {trial.Parameters}; {string.Join("; ", trial.Adoptions.Select(entry => $"{entry.Key}: {entry.Value.Trial} at {entry.Value.Rung}, {entry.Value.Parameters}"))}";

    /// <summary>Each adoption with the study as it was when it was decided.</summary>
    private static List<(StudyState Seen, ResumeTrial Decision)> Adoptions(SimulatedStudy study)
    {
        var found = new List<(StudyState, ResumeTrial)>();
        var state = StudyState.Empty;
        foreach (var entry in study.Ledger)
        {
            if (entry is PlanMade { Decision: ResumeTrial { Adoption: not null } decision })
            {
                found.Add((state, decision));
            }

            state = state.Apply(entry);
        }

        return found;
    }

    private static StudyRules Rules(int trials, int parallel) => StudyRulesBuilder.Rules(trials, parallel, rungs: [1, 2, 3, 4]) with
    {
        Pruner = "pbt",
        FixedInTraining = [.. Fixed],
    };

    private static SimulatedStudy Simulate(StudyRules rules, ulong seed)
    {
        Assert.Empty(rules.Validate());
        var study = new SimulatedStudy(rules, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), seed);
        study.Run();
        return study;
    }
}
