using System.Text.Json;
using FineTune.Training.Tokenizers;
using FineTune.Training.Tokenizers.Chat;

namespace FineTune.Training.Tests.Tokenizers.Chat;

/// <summary>Every row of the chat goldens: texts, token ids, what the assistant says, refusals.</summary>
public sealed class ChatGoldenTests
{
    private static readonly Lazy<JsonElement> Templates = new(() => GoldenTexts.Read("chat/templates.json"));
    private static readonly Lazy<Tokenizer> Tokenizer = new(() => Training.Tokenizers.Tokenizer.LoadFile(GoldenTexts.PathOf("chat/tokenizer.json")));

    public static TheoryData<string> Families => [.. GoldenTexts.Read("chat/templates.json").GetProperty("families").EnumerateObject().Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_chat_is_written_and_encoded_as_transformers_does(string family)
    {
        var template = TemplateOf(family);
        var rows = GoldenTexts.Lines("chat/expected.jsonl").Where(r => r.GetProperty("family").GetString() == family).ToArray();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            Check(row, template);
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Without_marks_what_the_assistant_says_is_found_all_the_same(string family)
    {
        var template = TemplateOf(family);
        var unmarked = TemplateOf(family, source => source.Replace("endgeneration", "endif", StringComparison.Ordinal).Replace(" generation ", " if true ", StringComparison.Ordinal));
        foreach (var row in GoldenTexts.Lines("chat/expected.jsonl").Where(r => r.GetProperty("family").GetString() == family && !r.TryGetProperty("error", out _)))
        {
            var messages = MessagesOf(row);
            var marked = template.Render(messages);
            var found = unmarked.RenderForTraining(messages).Completions;
            Assert.Equal(messages.Count(m => m.Role == ChatMessage.Assistant), found.Count);
            foreach (var (span, message) in found.Zip(messages.Where(m => m.Role == ChatMessage.Assistant)))
            {
                Assert.Contains(message.Content.Trim().Replace("\n", family == "plain" ? " " : "\n", StringComparison.Ordinal), marked.Text[span.Start..span.End], StringComparison.Ordinal);
            }

            Assert.All(marked.Completions.Zip(found), pair => Assert.True(pair.First.Start >= pair.Second.Start && pair.First.End <= pair.Second.End));
        }
    }

    private static void Check(JsonElement row, ChatTemplate template)
    {
        var messages = MessagesOf(row);
        var variables = row.TryGetProperty("template_variables", out var given) ? given.EnumerateObject().ToDictionary(v => v.Name, v => (object?)v.Value) : null;
        if (row.TryGetProperty("error", out var error))
        {
            var refusal = Assert.Throws<ChatTemplateException>(() => template.Render(messages, row.GetProperty("add_generation_prompt").GetBoolean(), variables));
            Assert.True(refusal.IsRefusal);
            Assert.Equal(error.GetString(), refusal.Message);
            return;
        }

        if (row.TryGetProperty("continue_final_message", out _))
        {
            Assert.Equal(row.GetProperty("text").GetString(), template.RenderUnfinished(messages, variables));
            return;
        }

        var chat = template.Render(messages, row.GetProperty("add_generation_prompt").GetBoolean(), variables);
        Assert.Equal(row.GetProperty("text").GetString(), chat.Text);
        if (row.TryGetProperty("ids", out var ids))
        {
            var tokens = ChatTokens.Encode(Tokenizer.Value, chat);
            Assert.Equal(ids.EnumerateArray().Select(id => id.GetInt32()), tokens.Ids);
            var mask = row.TryGetProperty("assistant_mask", out var m) ? m.EnumerateArray().Select(e => e.GetInt32() == 1) : new bool[tokens.Ids.Length];
            Assert.Equal(mask, tokens.IsCompletion);
        }
    }

    private static ChatMessage[] MessagesOf(JsonElement row) =>
        [.. Templates.Value.GetProperty("conversations")[row.GetProperty("conversation").GetInt32()].EnumerateArray()
            .Select(m => new ChatMessage(m.GetProperty("role").GetString()!, m.GetProperty("content").GetString()!))];

    private static ChatTemplate TemplateOf(string family, Func<string, string>? change = null)
    {
        var entry = Templates.Value.GetProperty("families").GetProperty(family);
        var source = entry.GetProperty("chat_template").GetString()!;
        return new ChatTemplate(change?.Invoke(source) ?? source, entry.GetProperty("special_tokens").EnumerateObject().ToDictionary(t => t.Name, t => (object?)t.Value.GetString()));
    }
}
