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
    public void Packing_keeps_held_out_sequences_from_training()
    {
        var corpus = new PackedCorpus([.. Enumerable.Range(100, 620)], length: 12, cls: 2, sep: 3, heldOutEvery: 10);
        Assert.Equal([9, 19, 29, 39, 49, 59], corpus.HeldOut);
        Assert.Equal(56, corpus.TrainingCount);
        var trained = Enumerable.Range(0, corpus.TrainingCount).Select(i => corpus.Training(i)[1]).ToArray();
        Assert.Equal(trained.Length, trained.Distinct().Count());
        Assert.DoesNotContain(corpus.Sequence(9)[1], trained);
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
