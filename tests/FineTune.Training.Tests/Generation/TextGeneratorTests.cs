using FineTune.Training.Generation;
using FineTune.Training.Tokenizers.Chat;

namespace FineTune.Training.Tests.Generation;

public sealed class TextGeneratorTests
{
    private static readonly string[] Words = ["user", "assistant", .. Enumerable.Range(5, 20).Select(i => $"w{i}")];

    [Fact]
    public void Equal_seeds_draw_equal_texts_and_other_seeds_others()
    {
        using var folder = new TemporaryFolder();
        using var generator = TextGenerator.Load(TinyDecoder.Write(folder.File("model"), Words));
        string Draw(ulong seed) => generator.Continue("w5 w6", new GenerationOptions { Temperature = 2, Seed = seed, MaxNewTokens = 20 });
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
    }

    [Fact]
    public void A_continuation_ends_where_the_model_does()
    {
        using var folder = new TemporaryFolder();
        using var generator = TextGenerator.Load(TinyDecoder.Write(folder.File("model"), Words));
        Assert.True(generator.Continue([1, 5], new GenerationOptions { MaxNewTokens = 500, Temperature = 1 }).Count <= 62);
    }

    [Fact]
    public void Chats_are_answered_by_the_models_template_and_refused_without_one()
    {
        using var folder = new TemporaryFolder();
        ChatMessage[] chat = [new("user", "w5")];
        const string Template = "{% for m in messages %}{{ m.role }} {{ m.content }} {% endfor %}{% if add_generation_prompt %}assistant{% endif %}";
        using var talker = TextGenerator.Load(TinyDecoder.Write(folder.File("talker"), Words, Template));
        using var plain = TextGenerator.Load(TinyDecoder.Write(folder.File("plain"), Words));
        Assert.True(talker.CanChat);
        Assert.Equal(talker.Answer(chat), talker.Answer(chat));
        Assert.Contains("no chat template", Assert.Throws<InvalidInputException>(() => plain.Answer(chat)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_that_cannot_be_used_is_named()
    {
        using var folder = new TemporaryFolder();
        using var generator = TextGenerator.Load(TinyDecoder.Write(folder.File("model"), Words));
        var thrown = Assert.Throws<InvalidInputException>(() => generator.Continue("w5", new GenerationOptions { Temperature = -1, TopP = 0, MaxNewTokens = 0 }));
        Assert.Equal(["maxNewTokens", "temperature", "topP"], thrown.Problems.Select(p => p.Location));
    }

    [Fact]
    public void A_prompt_longer_than_the_model_reads_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var generator = TextGenerator.Load(TinyDecoder.Write(folder.File("model"), Words));
        Assert.Contains("the model reads 64", Assert.Throws<InvalidInputException>(() => generator.Continue(string.Join(' ', Enumerable.Repeat("w5", 80)))).Message, StringComparison.Ordinal);
    }
}
