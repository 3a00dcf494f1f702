using System.Text;
using System.Text.Json;
using FineTune.Functions.Studies;
using FineTune.Testing.Fuzzing;
using FineTune.Training;
using FineTune.Training.Models;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Tests.Fuzzing;

/// <summary>A study.json from a stranger becomes rules for a search, or a list of problems each with its remedy.</summary>
public sealed class StudyFuzzTests
{
    private const long MostBytes = 64L << 20;

    private static readonly RecommendedSettings Settings = RecommendedDefaults.For(new ModelConfig
    {
        ModelType = "bert", VocabularySize = 100, HiddenSize = 64, EmbeddingSize = 64, Layers = 4, Heads = 2, IntermediateSize = 128, Labels = [], Json = JsonElement.Parse("{}"),
    });

    private const string Study = """
        {"dataset":"reviews","name":"My study","model":"tiny","task":"text-classification","columns":{"text":"a","label":"b"},"objective":"loss","direction":"minimize",
         "budget":{"trials":3,"epochs":9.5,"minutes":5,"cost":1},"parallelTrials":2,"sampler":"random","pruner":"none","seed":18446744073709551615,"maxLength":64,
         "searchSpace":{"learningRate":{"low":1e-5,"high":1e-3,"log":true},"dropout":0.1,"batchSize":{"choices":[8,16,32]},"epochs":{"low":1,"high":10,"step":1},
         "weightDecay":{"low":0,"high":0.1,"when":{"schedule":"linear"}},"schedule":{"choices":["linear","cosine"]},"frozenLayers":{"low":0,"high":2},"warmupRatio":0.06}}
        """;

    [Fact]
    public Task A_damaged_study_becomes_rules_or_problems() => FuzzRun.RunAsync("study.json", 4000, MostBytes, Make, input =>
    {
        var (request, problems) = StudyRequestReader.Read(Encoding.UTF8.GetString(input));
        request = request.For(FineTuningTask.Find(FineTuningTask.Default));
        Assert.All(problems, problem => Assert.NotEmpty(problem.Remedy));
        try
        {
            _ = problems.Count > 0 ? null : StudyRulesBuilder.Build(request, Settings);
        }
        catch (ProblemException refused)
        {
            Assert.Equal(400, refused.Status);
            Assert.All(refused.Problems, problem => Assert.NotEmpty(problem.Remedy));
        }

        return Task.CompletedTask;
    });

    private static byte[] Make(Random random) => random.Next(4) == 0 ? ByteMutator.Mutate(Encoding.UTF8.GetBytes(Study), random) : JsonMutator.Mutate(Study, random);
}
