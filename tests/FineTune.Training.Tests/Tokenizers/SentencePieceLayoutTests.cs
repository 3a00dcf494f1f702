using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>Model folders that hold a SentencePiece file only: the ids of the family's tokenizer.json, where the two agree.</summary>
public sealed class SentencePieceLayoutTests
{
    [Theory]
    [InlineData("llama2", "tokenizer.model", "{}")]
    [InlineData("t5", "spiece.model", """{"tokenizer_class": "T5TokenizerFast", "extra_ids": 10}""")]
    [InlineData("xlmr", "sentencepiece.bpe.model", "{}")]
    public void A_folder_gives_the_ids_of_the_converted_tokenizer(string name, string file, string config)
    {
        var agreement = GoldenTexts.Read("index.json").GetProperty("sentencepiece_agreement").GetProperty(name);
        using var folder = new TemporaryFolder();
        File.Copy(GoldenTexts.PathOf(Path.Combine("sentencepiece", agreement.GetProperty("model").GetString()!)), folder.File(file));
        folder.Write("tokenizer_config.json", config);
        var (tokenizer, converted) = (Tokenizer.Load(folder.Path), GoldenTokenizers.Load(name).WithTruncation(null).WithPadding(null));
        var differing = agreement.GetProperty("differing_texts").EnumerateArray().Select(e => e.GetInt32()).ToHashSet();
        foreach (var (text, i) in GoldenTexts.Texts.Select((t, i) => (t, i)).Where(t => !differing.Contains(t.i)))
        {
            Assert.Equal((i, string.Join(',', converted.Encode(text).Ids)), (i, string.Join(',', tokenizer.Encode(text).Ids)));
        }

        Assert.Equal(converted.Encode("one two", "three").Ids, tokenizer.Encode("one two", "three").Ids);
        Assert.Equal(converted.Encode("one two", "three").Tokens.Select(t => t.SequenceId), tokenizer.Encode("one two", "three").Tokens.Select(t => t.SequenceId));
    }
}
