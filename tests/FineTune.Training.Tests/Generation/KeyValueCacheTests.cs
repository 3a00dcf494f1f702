using FineTune.Training.Models;
using FineTune.Training.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Generation;

/// <summary>Every decoder family: a text read piece by piece with a cache gives the logits of the text read at once.</summary>
public sealed class KeyValueCacheTests
{
    public static TheoryData<string> Decoders() => [.. GoldenCase.Folders()
        .Where(f => Path.GetFileName(f) == "lm" && ModelFamily.Find(GoldenCase.ModelType(f)) is DecoderFamily)
        .Select(f => Path.GetFileName(Path.GetDirectoryName(f)!))];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Logits_with_a_cache_are_those_without(string family)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var folder = Path.Combine(SharedFiles.Goldens, "transformers", "tiny", family, "lm");
        using var model = PretrainedModel.Load(folder, ModelTask.MaskedLanguage, null, new WeightOptions(0, ScalarType.Float64, CPU));
        var random = new Random(4);
        int[] ids = [.. Enumerable.Range(0, Math.Min(24, model.Config.MaxLength)).Select(_ => random.Next(model.Config.VocabularySize))];
        var whole = model.TokenLogits(TokenBatch.Create([ids], null, model.Layout), ForwardPass.Evaluation);
        using var cache = new KeyValueCache();
        foreach (var (first, count) in new[] { (0, 9), (9, 1), (10, 1), (11, 5), (16, ids.Length - 16) })
        {
            var part = model.TokenLogits(TokenBatch.Create([ids[first..(first + count)]], null, model.Layout, cache), ForwardPass.Evaluation);
            cache.Advance(count);
            var difference = (part - whole.narrow(0, first, count)).abs().max().item<double>();
            Assert.True(difference < 1e-9, $"tokens {first} to {first + count - 1} differ by {difference}");
        }
    }
}
