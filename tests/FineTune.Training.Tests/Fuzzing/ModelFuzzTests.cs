using FineTune.Testing.Fuzzing;
using FineTune.Training.Models;
using FineTune.Training.Tests.Models;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>A model folder from a stranger is inspected, or refused before its config.json makes the host allocate what its weights do not fill.</summary>
[Collection(FuzzCollection.Name)]
public sealed class ModelFuzzTests
{
    private const long MostBytes = 64L << 20;
    private const long MostResidentBytes = 1L << 30;

    [Fact]
    public async Task A_damaged_config_json_is_inspected_or_refused()
    {
        var folders = GoldenCase.Folders().GroupBy(GoldenCase.ModelType).Select(family => family.First()).ToList();
        using var task = new TinyTask();
        folders.Add(task.ModelFolder);
        using var copy = new TemporaryFolder();
        var resident = ResidentMemory.BeginPeak();
        await FuzzRun.RunAsync("config.json", 1500, MostBytes, random => BitConverter.GetBytes(random.Next()), input =>
        {
            var random = new Random(BitConverter.ToInt32(input));
            Inspect(folders[random.Next(folders.Count)], copy, "config.json", random);
            return Task.CompletedTask;
        });
        Assert.True(ResidentMemory.Peak() - resident < MostResidentBytes, $"resident memory grew by {(ResidentMemory.Peak() - resident) >> 20} MiB");
    }

    [Fact]
    public async Task A_damaged_index_of_shards_is_read_or_refused()
    {
        const string Index = """{"metadata":{"total_size":10},"weight_map":{"a":"model.safetensors","b":"model-00002-of-00002.safetensors"}}""";
        using var task = new TinyTask();
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(task.ModelFolder, "config.json"), folder.File("config.json"));
        await FuzzRun.RunAsync("model.safetensors.index.json", 400, MostBytes, random => JsonMutator.Mutate(Index, random), input =>
        {
            File.WriteAllBytes(folder.File("model.safetensors.index.json"), input);
            Refused(() => ModelFolder.Inspect(folder.Path));
            return Task.CompletedTask;
        });
    }

    private static void Inspect(string from, TemporaryFolder copy, string damaged, Random random)
    {
        var weights = copy.File("model.safetensors");
        if (!File.Exists(weights) || new FileInfo(weights).Length != new FileInfo(Path.Combine(from, "model.safetensors")).Length)
        {
            File.Copy(Path.Combine(from, "model.safetensors"), weights, overwrite: true);
        }

        File.WriteAllBytes(copy.File(damaged), JsonMutator.Mutate(File.ReadAllText(Path.Combine(from, damaged)), random));
        Refused(() => ModelFolder.Inspect(copy.Path));
    }

    private static void Refused(Action inspect)
    {
        try
        {
            inspect();
        }
        catch (InvalidInputException refused)
        {
            Assert.All(refused.Problems, problem => Assert.NotEmpty(problem.Remedy));
        }
    }
}
