using FineTune.Training.Tokenizers.Reading;
using FineTune.Training.Tokenizers.SubwordModels;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>Cutting whole texts at spaces, so that their words are remembered, changes no token.</summary>
public sealed class SeamTests
{
    private const char Mark = '\u2581';

    [Fact]
    public void Words_of_a_text_give_the_tokens_of_the_text()
    {
        var found = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(SharedFiles.Goldens, "tokenizers", "trained"), "tokenizer.json", SearchOption.AllDirectories))
        {
            if (TokenizerFile.Read(path).Model is { Seam: not null } model)
            {
                found++;
                AssertSame(model, path);
            }
        }

        Assert.True(found >= 4, $"{found} vocabularies have a seam.");
    }

    [Fact]
    public void Words_of_a_text_give_the_pieces_of_the_text()
    {
        var found = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(SharedFiles.Goldens, "tokenizers", "sentencepiece"), "*.model"))
        {
            if (SentencePieceParts.Read(path).Model is SentencePieceBpe { Seam: not null } model)
            {
                found++;
                AssertSame(model, path);
            }
        }

        Assert.True(found >= 1, $"{found} models have a seam.");
    }

    [Fact]
    public void Where_a_token_reaches_over_a_space_there_is_no_seam()
    {
        Vocabulary Words(params string[] tokens) => new(tokens.Select((token, id) => KeyValuePair.Create(token, id)));
        Assert.Equal(Mark, new BpeModel(Words("a", "\u2581", "\u2581a"), [("\u2581", "a")], new BpeOptions()).Seam);
        Assert.Null(new BpeModel(Words("a", "\u2581", "a\u2581"), [("a", "\u2581")], new BpeOptions()).Seam);
        Assert.Null(new BpeModel(Words("a"), [], new BpeOptions()).Seam);
        Assert.Null(new BpeModel(Words("a", "\u2581", "\u2581a"), [("\u2581", "a")], new BpeOptions(IgnoresMerges: true)).Seam);
    }

    private static void AssertSame(SubwordModel model, string path)
    {
        var random = new Random(17);
        string[] parts = [.. model.Vocabulary.Entries.Select(entry => entry.Key).Where(token => !token.StartsWith('<')), "é", "漢", "\U0001F600", $"{Mark}{Mark}", $"{Mark}", "\t", "\u0378"];
        var cache = new WordCache(model);
        var whole = new List<SubwordToken>();
        for (var round = 0; round < 400; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(4) == 0 ? $"{Mark}" : parts[random.Next(parts.Length)]));
            whole.Clear();
            model.Tokenize(text, whole);
            Assert.True(whole.SequenceEqual(cache.Tokenize(text).ToArray()), $"{path}: {text}");
        }
    }
}
