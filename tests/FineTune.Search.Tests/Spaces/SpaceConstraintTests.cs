using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;
using FineTune.Search.Tests.Planning;

namespace FineTune.Search.Tests.Spaces;

public sealed class SpaceConstraintTests
{
    public static TheoryData<string> Samplers => [.. SamplerCatalog.Names];

    [Theory]
    [InlineData("a <= b", 1, 2, true)]
    [InlineData("a <= b", 2, 2, true)]
    [InlineData("a < b", 2, 2, false)]
    [InlineData("a + 1 > b * 2 - 4 / 2", 1, 2, false)]
    [InlineData("(a + 1) * 2 >= b", 1, 4, true)]
    [InlineData("-a == -1e0", 1, 0, true)]
    [InlineData("a != b", 1, 1, false)]
    [InlineData("a / b < 3", 1, 0, false)]
    public void Comparisons_are_worked_out(string text, double a, double b, bool holds) =>
        Assert.Equal(holds, SpaceConstraint.Parse(text).Holds(ParameterSet.Of(("a", ParameterValue.Of(a)), ("b", ParameterValue.Of(b)))));

    [Theory]
    [InlineData("a <=", "character 5")]
    [InlineData("a b", "a comparison")]
    [InlineData("(a < b", "')'")]
    [InlineData("a < b c", "not expected")]
    [InlineData("1 < 2", "no parameter")]
    [InlineData("a < 1.2.3", "is no number")]
    [InlineData("a < $", "'$'")]
    [InlineData("", "it ends")]
    public void What_cannot_be_read_says_where_and_why(string text, string expected)
    {
        Assert.Null(SpaceConstraint.TryParse(text, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_instead_of_breaking_the_host() =>
        Assert.Null(SpaceConstraint.TryParse(new string('(', 100_000) + "a < 1", out _));

    [Fact]
    public void A_parameter_that_does_not_exist_keeps_the_constraint() =>
        Assert.True(SpaceConstraint.Parse("a < b").Holds(ParameterSet.Of(("a", ParameterValue.Of(1)))));

    [Fact]
    public void Problems_name_the_constraint()
    {
        var space = SearchSpace.Create(
            [new FloatParameter("a", 0, 1), new CategoricalParameter("c", [ParameterValue.Of("x")])],
            [SpaceConstraint.Parse("a < z"), SpaceConstraint.Parse("c > 1")]);
        Assert.Equal(["/constraints/0", "/constraints/1"], space.Validate().Select(problem => problem.Pointer));
        Assert.Equal("/constraints", Assert.Single(SearchSpace.Create([new FloatParameter("a", 0, 1)], [SpaceConstraint.Parse("a > 2")]).Validate()).Pointer);
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void No_sampler_breaks_a_constraint_and_discrete_spaces_end(string sampler)
    {
        var space = SearchSpace.Create(
            [new IntegerParameter("warmup", 0, 5), new IntegerParameter("total", 1, 6), new FloatParameter("rate", 0.1, 0.3, Step: 0.1)],
            [SpaceConstraint.Parse("warmup < total")]);
        Assert.Equal(21 * 3, space.Cardinality);
        var rules = new StudyRules { Space = space, RungEpochs = [1, 3], MaxTrials = 100, ParallelTrials = 3, Sampler = sampler, Direction = Direction.Minimize };
        Assert.Empty(rules.Validate());
        var study = new SimulatedStudy(rules, (trial, _) => trial.Parameters["warmup"].AsDouble() - trial.Parameters["total"].AsDouble(), 3);
        study.Run();
        Assert.Equal(63, study.State.Trials.Count);
        Assert.All(study.State.Trials, trial => Assert.True(space.Contains(trial.Parameters)));
        Assert.Equal(63, study.State.Trials.Select(trial => trial.Parameters).Distinct().Count());
    }

    [Fact]
    public void A_baseline_that_breaks_a_constraint_is_named_with_it()
    {
        var rules = StudyRulesBuilder.Rules() with { Space = SearchSpace.Create(StudyRulesBuilder.Space.Parameters, [SpaceConstraint.Parse("dropout > 0"), SpaceConstraint.Parse("frozenLayers >= 1")]) };
        var problem = Assert.Single(rules.Validate());
        Assert.Equal("/constraints/1", problem.Pointer);
        Assert.Contains("the baseline", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constraints_survive_the_plans_json()
    {
        var rules = StudyRulesBuilder.Rules() with { Space = SearchSpace.Create(StudyRulesBuilder.Space.Parameters, [SpaceConstraint.Parse("dropout + 0.1 <= frozenLayers")]) };
        Assert.Equal(rules.Space, StudyRulesJson.Read(StudyRulesJson.Write(rules)).Space);
        Assert.NotEqual(StudyRulesBuilder.Space, rules.Space);
        Assert.Equal(StudyRulesBuilder.Space, StudyRulesJson.Read(StudyRulesJson.Write(StudyRulesBuilder.Rules())).Space);
    }
}
