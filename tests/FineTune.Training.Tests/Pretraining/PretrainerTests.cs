using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Pretraining;

namespace FineTune.Training.Tests.Pretraining;

public sealed class PretrainerTests
{
    [Fact]
    public void Pretraining_learns_writes_a_model_folder_and_resumes_exactly()
    {
        using var folder = new TemporaryFolder();
        var corpus = folder.Write("corpus.txt", Text());
        var whole = Pretrainer.Run(Request(corpus, folder.File("whole"), 24), null, CancellationToken.None);
        var left = 9;
        Pretrainer.Run(Request(corpus, folder.File("parts"), 24), null, () => left-- == 0);
        var resumed = Pretrainer.Run(Request(corpus, folder.File("parts"), 24), null, CancellationToken.None);
        Assert.Equal(24, whole.Step);
        Assert.True(whole.HeldOutLoss < Math.Log(60), $"held-out loss {whole.HeldOutLoss}");
        Assert.Equal(24, resumed.Step);
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(folder.File("whole"), "model.safetensors")),
            File.ReadAllBytes(Path.Combine(folder.File("parts"), "model.safetensors")));
        var summary = ModelFolder.Inspect(folder.File("whole"));
        Assert.Equal("bert", summary.Architecture);
        Assert.True(summary.Report.IsUsable);
    }

    [Fact]
    public void Masking_hides_the_asked_share_and_never_special_tokens()
    {
        var masking = new TokenMasking(0.15, 1000, mask: 4, new HashSet<int> { 2, 3 });
        List<int[]> rows = [.. Enumerable.Range(0, 200).Select(_ => (int[])[2, .. Enumerable.Repeat(77, 62), 3])];
        var (places, targets) = masking.Apply(rows, new RandomKey(1));
        Assert.InRange(places.Length / (200 * 62.0), 0.13, 0.17);
        Assert.All(targets, t => Assert.Equal(77, t));
        var shown = places.Select(p => rows[(int)(p / 64)][(int)(p % 64)]).ToArray();
        Assert.InRange(shown.Count(t => t == 4) / (double)shown.Length, 0.76, 0.84);
        Assert.InRange(shown.Count(t => t == 77) / (double)shown.Length, 0.07, 0.13);
    }

    [Fact]
    public void Rows_keep_paragraphs_apart_and_held_out_rows_from_training()
    {
        int[] tokens = [.. Enumerable.Range(0, 300).SelectMany(p => Enumerable.Range(0, 9 + (p % 3)).Select(i => 100 + (p * 20) + i).Append(3))];
        var rows = new TextRows(tokens, longest: 12, cls: 2, sep: 3, new RandomKey(1), heldOutEvery: 10);
        var trained = Enumerable.Range(0, rows.TrainingCount).Select(rows.Training).ToList();
        Assert.All(trained, r => Assert.InRange(r.Length, 3, 12));
        Assert.All(trained, r => Assert.Equal((2, 3), (r[0], r[^1])));
        var held = rows.HeldOut.SelectMany(rows.Row).Where(t => t > 3).ToHashSet();
        Assert.DoesNotContain(trained.SelectMany(r => r), held.Contains);
        Assert.Equal(tokens.Count(t => t != 3), trained.Sum(r => r.Count(t => t > 3)) + held.Count);
    }

    [Fact]
    public void Naming_words_counts_frequent_words_less_and_special_tokens_not_at_all()
    {
        var frequencies = new double[20];
        (frequencies[7], frequencies[8]) = (1e-2, 1e-5);
        var named = WordsToName.Of([[2, 7, 8, 8, 3]], frequencies, new HashSet<int> { 2, 3 });
        Assert.Equal([7, 8], named.Cells);
        Assert.Equal(10, named.Weights[1] / named.Weights[0], 1e-4);
        Assert.Equal(1, named.Weights.Sum(), 1e-6);
    }

    private static PretrainRequest Request(string corpus, string output, int steps) => new()
    {
        Corpus = corpus, OutputFolder = output, VocabularySize = 120, HiddenSize = 16, Layers = 1, Heads = 2, IntermediateSize = 32,
        SequenceLength = 16, BatchSize = 8, Steps = steps, LearningRate = 5e-3, Threads = 1, Device = "cpu", MaxPositions = 32,
    };

    private static string Text()
    {
        string[] words = ["the", "card", "is", "late", "and", "my", "bank", "does", "not", "answer", "today", "please"];
        var random = new Random(4);
        return string.Concat(Enumerable.Range(0, 900).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(4, 12)).Select(_ => words[random.Next(words.Length)])) + ".\n"));
    }
}
