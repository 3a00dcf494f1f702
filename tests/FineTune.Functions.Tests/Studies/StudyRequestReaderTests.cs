using System.Text.Json;
using FineTune.Functions.Studies;
using FineTune.Search.Planning;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Tests.Studies;

public sealed class StudyRequestReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{}")]
    public void An_empty_study_is_valid(string json)
    {
        var (request, problems) = StudyRequestReader.Read(json);

        Assert.Empty(problems);
        Assert.Equal(12, request.Trials);
        var resolved = request.For(FineTuningTask.Find(FineTuningTask.Default));
        Assert.Equal(("accuracy", Direction.Maximize), (resolved.Objective, resolved.Direction));
    }

    [Fact]
    public void Every_field_is_read()
    {
        var (request, problems) = StudyRequestReader.Read("""
            {"dataset":"reviews","name":"My study","model":"tiny","task":"text-classification","columns":{"text":"a","textPair":"c","label":"b"},
             "objective":"loss","budget":{"trials":3,"epochs":9.5,"minutes":5},"parallelTrials":2,"sampler":"random","pruner":"none",
             "searchSpace":{"learningRate":0.1},"seed":18446744073709551615,"maxLength":64}
            """);

        Assert.Empty(problems);
        Assert.Equal(("reviews", "My study", "tiny", "a", "c", "b"), (request.Dataset, request.Name, request.Model, request.TextColumn, request.TextPairColumn, request.LabelColumn));
        var resolved = request.For(FineTuningTask.Find(request.Task!));
        Assert.Equal(("loss", Direction.Minimize), (resolved.Objective, resolved.Direction));
        Assert.Equal((3, 9.5, 5.0, 2), (request.Trials, request.TotalEpochs, request.Minutes, request.ParallelTrials));
        Assert.Equal(("random", "none", ulong.MaxValue, 64), (request.Sampler, request.Pruner, request.Seed, request.MaxLength));
        Assert.Equal(JsonValueKind.Object, request.SearchSpace.ValueKind);
    }

    [Fact]
    public void Every_problem_is_listed_at_once_with_its_pointer()
    {
        var (_, problems) = StudyRequestReader.Read("""
            {"modle":"x","dataset":"../etc","objective":"acuracy","budget":{"trials":0,"minutes":-1,"hours":3},"seed":-1,"parallelTrials":1.5,"columns":[]}
            """);

        Assert.Equal(
            ["/budget/hours", "/budget/minutes", "/budget/trials", "/columns", "/dataset", "/modle", "/objective", "/parallelTrials", "/seed"],
            problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
        Assert.All(problems, problem => Assert.NotEmpty(problem.Remedy));
    }

    [Theory]
    [InlineData("macro_f1", "f1_macro", Direction.Maximize)]
    [InlineData("eval_loss", "loss", Direction.Minimize)]
    [InlineData("mcc", "matthews_correlation", Direction.Maximize)]
    public void An_objective_may_be_written_as_other_libraries_do(string written, string meant, Direction natural)
    {
        var (request, problems) = StudyRequestReader.Read($$"""{"objective":"{{written}}"}""");

        Assert.Empty(problems);
        var resolved = request.For(FineTuningTask.Find(FineTuningTask.Default));
        Assert.Equal((meant, natural), (resolved.Objective, resolved.Direction));
    }

    [Theory]
    [InlineData("""{"modle":"x"}""", "model")]
    [InlineData("""{"serach_space":{}}""", "searchSpace")]
    [InlineData("""{"objective":"acuracy"}""", "accuracy")]
    [InlineData("""{"budget":{"trails":3}}""", "trials")]
    public void A_mistyped_name_gets_the_nearest_known_one(string json, string meant)
    {
        var problem = Assert.Single(StudyRequestReader.Read(json).Problems);

        Assert.Contains($"Did you mean '{meant}'?", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1,2]")]
    [InlineData("\"study\"")]
    [InlineData("""{"seed":1,"seed":2}""")]
    public void What_is_no_object_is_one_problem(string json) => Assert.Single(StudyRequestReader.Read(json).Problems);

    [Fact]
    public void Broken_json_names_the_line() =>
        Assert.Equal("line 2", Assert.Single(StudyRequestReader.Read("{\n  \"seed\": ,\n}").Problems).Location);

    [Fact]
    public void Deep_json_is_refused() =>
        Assert.Single(StudyRequestReader.Read($"{{\"searchSpace\":{new string('[', 2000)}{new string(']', 2000)}}}").Problems);

    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"finalists":"auto"}""", null)]
    [InlineData("""{"finalists":"off"}""", 0)]
    [InlineData("""{"finalists":3}""", 3)]
    public void The_number_of_finalists_is_read(string study, int? expected)
    {
        var (request, problems) = StudyRequestReader.Read(study);

        Assert.Empty(problems);
        Assert.Equal(expected, request.Finalists);
    }

    [Theory]
    [InlineData("""{"finalists":1}""")]
    [InlineData("""{"finalists":true}""")]
    [InlineData("""{"finalists":5,"budget":{"trials":3}}""")]
    public void Finalists_that_cannot_be_are_refused(string study) =>
        Assert.Equal("/finalists", Assert.Single(StudyRequestReader.Read(study).Problems).Field);
}
