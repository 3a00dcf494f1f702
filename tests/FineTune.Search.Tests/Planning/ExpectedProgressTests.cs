using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Planning;

public sealed class ExpectedProgressTests
{
    private static readonly SearchSpace Space = SearchSpace.Create([new FloatParameter("x", 0, 1), new FloatParameter("y", 0, 1)]);

    [Fact]
    public void A_search_ends_when_little_is_to_be_gained_and_not_before()
    {
        var patient = Play(minImprovement: null);
        Assert.Equal(60, patient.State.Trials.Count);

        var content = Play(minImprovement: 0.001);
        Assert.InRange(content.State.Trials.Count, 20, 45);
        Assert.True(content.State.Best(Direction.Maximize)!.BestObjective > 0.99);

        var modest = Play(minImprovement: 0.05);
        Assert.InRange(modest.State.Trials.Count, 20, content.State.Trials.Count);
    }

    [Fact]
    public void The_reason_says_what_is_expected_and_what_was_asked_for()
    {
        var study = new SimulatedStudy(Rules(0.01), (trial, _) => Objective(trial.Parameters), 1);
        Assert.Matches(@"^a further trial is expected to improve (0\.9\d*|1) by [\d.E-]+, less than 0\.01; the best is trial", study.Run().Reason);
    }

    [Fact]
    public void A_limit_must_be_above_zero() =>
        Assert.Equal(["/budget/minImprovement"], Rules(0).Validate().Select(problem => problem.Pointer));

    private static SimulatedStudy Play(double? minImprovement)
    {
        var study = new SimulatedStudy(Rules(minImprovement), (trial, _) => Objective(trial.Parameters), 1);
        study.Run();
        return study;
    }

    private static double Objective(ParameterSet set) => 1 - Math.Pow(set["x"].AsDouble() - 0.3, 2) - Math.Pow(set["y"].AsDouble() - 0.6, 2);

    private static StudyRules Rules(double? minImprovement) => new()
    {
        Space = Space,
        RungEpochs = [1],
        MaxTrials = 60,
        Sampler = "auto",
        Seed = 3,
        MinImprovement = minImprovement,
    };
}
