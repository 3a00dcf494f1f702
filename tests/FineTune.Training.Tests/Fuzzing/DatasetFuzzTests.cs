using System.Text;
using FineTune.Testing.Fuzzing;
using FineTune.Training.Datasets;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>A dataset from a stranger is prepared, or refused with file and line.</summary>
[Collection(FuzzCollection.Name)]
public sealed class DatasetFuzzTests
{
    private const long MostBytes = 64L << 20;

    private static readonly string Csv = "text,label\n" + string.Concat(Enumerable.Range(0, 24).Select(row => $"\"a tea, \"\"{row}\"\"\nab\",{(row % 2 == 0 ? "good" : "bad")}\n"));

    private static readonly string JsonLines = string.Concat(Enumerable.Range(0, 24).Select(row => $$"""{"text":"a tea {{row}} \u00e9","label":"{{(row % 2 == 0 ? "good" : "bad")}}"}""" + "\n"));

    [Theory]
    [InlineData("train.csv")]
    [InlineData("train.jsonl")]
    public async Task A_damaged_dataset_is_prepared_or_refused(string name)
    {
        using var folder = new TemporaryFolder();
        var (data, model) = (folder.File("data"), folder.File("model"));
        Directory.CreateDirectory(data);
        Directory.CreateDirectory(model);
        await File.WriteAllTextAsync(Path.Combine(model, "vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\ntea\n", TestContext.Current.CancellationToken);
        await FuzzRun.RunAsync(name, 1500, MostBytes, random => Make(name, random), input =>
        {
            File.WriteAllBytes(Path.Combine(data, name), input);
            Prepare(data, model, folder.File("out"));
            return Task.CompletedTask;
        });
    }

    private static byte[] Make(string name, Random random)
    {
        if (name.EndsWith(".csv", StringComparison.Ordinal))
        {
            return ByteMutator.Mutate(Encoding.UTF8.GetBytes(Csv), random);
        }

        var lines = JsonLines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes).ToList();
        var at = random.Next(lines.Count);
        lines[at] = JsonMutator.Mutate(Encoding.UTF8.GetString(lines[at]), random);
        var bytes = lines.SelectMany(line => line.Append((byte)'\n')).ToArray();
        return random.Next(2) == 0 ? bytes : ByteMutator.Mutate(bytes, random);
    }

    private static void Prepare(string data, string model, string output)
    {
        try
        {
            var prepared = DatasetPreparation.Prepare(data, model, new DatasetOptions { MaxLength = 16 }, output);
            Assert.True(prepared.Train.Count > 0 && prepared.Validation.Count > 0);
        }
        catch (InvalidInputException refused)
        {
            Assert.All(refused.Problems, problem => Assert.NotEmpty(problem.Remedy));
        }
    }
}
