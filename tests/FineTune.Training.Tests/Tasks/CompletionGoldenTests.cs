using System.Text.Json;
using FineTune.Training.Datasets;

namespace FineTune.Training.Tests.Tasks;

/// <summary>The rows of the recorded supervised fine-tunings, made from the instructions that they were made from.</summary>
public sealed class CompletionGoldenTests
{
    [Fact]
    public void Instructions_become_the_recorded_tokens_and_labels()
    {
        var golden = JsonElement.Parse(File.ReadAllBytes(Path.Combine(SharedFiles.Goldens, "transformers", "runs-sft", "data.json")));
        var model = Path.Combine(SharedFiles.Root, "data", "w-tinystories-656k");
        var source = Path.Combine(SharedFiles.Root, "data", golden.GetProperty("source").GetString()!.Split(',')[0]);
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllLines(folder.File("data/train.jsonl"), JsonElement.Parse(File.ReadAllBytes(source)).EnumerateArray().Select(row => JsonSerializer.Serialize(row)));
        var options = new DatasetOptions { MaxLength = golden.GetProperty("max_length").GetInt32(), TestFraction = 0, SkippableFraction = 1 };
        var dataset = DatasetPreparation.Prepare(folder.File("data"), model, options, folder.File("prepared"), TestContext.Current.CancellationToken);
        Assert.Equal("supervised-fine-tuning", dataset.Task);
        var made = new[] { dataset.Train, dataset.Validation }
            .SelectMany(split => Enumerable.Range(0, split.Count).Select(i => (Row: split.RowNumbers[i], Tokens: split.Tokens(i).ToArray(), Labels: split.LabelsOfTokens(i).ToArray())))
            .ToDictionary(r => r.Row);
        foreach (var (split, rows) in new[] { ("train", "train_rows"), ("eval", "eval_rows") })
        {
            foreach (var (expected, number) in golden.GetProperty(split).EnumerateArray().Zip(golden.GetProperty(rows).EnumerateArray()))
            {
                var row = made[number.GetInt32() + 1];
                Assert.Equal(Numbers(expected, "input_ids"), row.Tokens);
                Assert.Equal(Numbers(expected, "labels"), row.Labels);
            }
        }
    }

    private static int[] Numbers(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];
}
