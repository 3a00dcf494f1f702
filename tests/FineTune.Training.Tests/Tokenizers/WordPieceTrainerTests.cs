using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tokenizers;

public sealed class WordPieceTrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_most_frequent_pairs_are_merged_first()
    {
        var file = _folder.Write("a.txt", "low low low low lower lower newest newest newest newest newest newest widest widest widest\n");
        var vocabulary = WordPieceTrainer.Train([file], new WordPieceTrainerOptions { VocabularySize = 32 }, TestContext.Current.CancellationToken);
        var learned = vocabulary.Tokens.Where(t => t.Replace("##", "", StringComparison.Ordinal).Length > 1 && t[0] != '[').ToArray();
        Assert.Equal(["##es", "##est"], learned.Take(2));
        Assert.Contains("low", learned);
        Assert.Contains("newest", learned);
        Assert.Equal(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], vocabulary.Tokens.Take(5));
    }

    [Fact]
    public void Equal_texts_give_equal_vocabularies_whatever_the_order_of_files()
    {
        var first = _folder.Write("a.txt", "the cat sat on the mat\nthe dog sat too\n");
        var second = _folder.Write("b.txt", "a cat and a dog met on a mat\n");
        var options = new WordPieceTrainerOptions { VocabularySize = 60, MinFrequency = 1 };
        Assert.Equal(WordPieceTrainer.Train([first, second], options, TestContext.Current.CancellationToken).Tokens, WordPieceTrainer.Train([second, first], options, TestContext.Current.CancellationToken).Tokens);
    }

    [Fact]
    public void The_saved_folder_loads_and_encodes_the_text_it_was_trained_on()
    {
        var file = _folder.Write("a.txt", "The cat sat on the mat. The Café sat too!\n");
        WordPieceTrainer.Train([file], new WordPieceTrainerOptions { VocabularySize = 80, MinFrequency = 1 }, TestContext.Current.CancellationToken).Save(_folder.Path, 128);
        var tokenizer = Tokenizer.Load(_folder.Path);
        var encoding = tokenizer.Encode("the cafe sat");
        Assert.Equal(["[CLS]", "the", "cafe", "sat", "[SEP]"], encoding.Tokens.Select(t => t.Text));
        Assert.Equal(0, tokenizer.SpecialTokens.Padding);
        Assert.Equal(4, tokenizer.SpecialTokens.Mask);
        Assert.Equal(tokenizer.VocabularySize, File.ReadAllLines(_folder.File("vocab.txt")).Length);
    }

    [Fact]
    public void Files_without_words_are_refused()
    {
        var file = _folder.Write("a.txt", " \n\n");
        Assert.Throws<InvalidInputException>(() => WordPieceTrainer.Train([file], new WordPieceTrainerOptions(), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();
}
