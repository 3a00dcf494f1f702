using System.Text.Json;
using FineTune.Training.Tokenizers.Chat;

namespace FineTune.Training.Tests.Tokenizers.Chat;

/// <summary>What templates of real families use beyond the goldens, the limits, and the errors with their lines.</summary>
public sealed class ChatTemplateTests
{
    private static readonly ChatMessage[] Messages = [new("system", "Be terse."), new("user", "Hi"), new(ChatMessage.Assistant, "Hello")];

    [Theory]
    [InlineData("{{ messages[::-1][0].role }} {{ messages[-1]['content'][1:3] }}", "assistant el")]
    [InlineData("{% for m in messages if m.role != 'system' %}{{ loop.index }}{{ m.role }}{{ ',' if not loop.last }}{% endfor %}", "1user,2assistant")]
    [InlineData("{% macro tag(x, y='!') %}<{{ x }}{{ y }}>{% endmacro %}{{ tag('a') ~ tag('b', y='?') }}", "<a!><b?>")]
    [InlineData("{% set ns = namespace(found=false) %}{% for m in messages %}{% if m.role == 'user' %}{% set ns.found = true %}{% break %}{% endif %}{{ m.role }}{% endfor %}{{ ns.found }}", "systemTrue")]
    [InlineData("{{ {'b': [1, 2.5, none, true], 'a': 'é\"'} | tojson }}", "{\"b\": [1, 2.5, null, true], \"a\": \"é\\\"\"}")]
    [InlineData("{{ {'b': [1], 'c': {}} | tojson(indent=2) }}", "{\n  \"b\": [\n    1\n  ],\n  \"c\": {}\n}")]
    [InlineData("{{ ['x', 1, {'k': \"it's\"}, (2,)] }}", "['x', 1, {'k': \"it's\"}, (2,)]")]
    [InlineData("{{ '<think>a</think>b'.split('</think>')[-1].lstrip('\\n') }}{{ 7 // 2 }}{{ -7 % 3 }}{{ 2 ** 3 }}{{ 1 / 2 }}", "b3280.5")]
    [InlineData("{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | join('/') }}{{ x | default('d') }}{{ tools is none }}", "HidTrue")]
    [InlineData("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}={{ v }};{% endfor %}{{ 'b' in {'b': 1} and 'Hi' in 'oh Hi' }}", "a=1;b=2;True")]
    [InlineData("{% set text %}a{{ 1 }}{% endset %}{{ text | upper }}{% filter upper %}q{% endfilter %}{% raw %}{{ x }}{% endraw %}", "A1Q{{ x }}")]
    [InlineData("  {%- if true %}\n  a\n  {%- endif %}\n{# note #}\nb\n", "  ab")]
    [InlineData("{{ strftime_now('%d %b %Y') }}", "05 Mar 2026")]
    public void A_template_gives_what_Jinja_gives(string source, string expected) =>
        Assert.Equal(expected, new ChatTemplate(source, time: new FixedTime()).Render(Messages).Text);

    [Theory]
    [InlineData("a\n{{ x.y }}", 2, "'x' is undefined")]
    [InlineData("a\n\n{% if %}", 3, "not expected")]
    [InlineData("{% for m in messages %}", 1, "endfor")]
    [InlineData("a\n{% include 'file' %}", 2, "'include' is not supported")]
    [InlineData("{{ 1 | nosuch }}", 1, "'nosuch' is not supported")]
    [InlineData("\n{{ 'a' + 1 }}", 2, "cannot join")]
    [InlineData("{{ messages.append(1) }}", 1, "cannot change a list")]
    [InlineData("{{ 9223372036854775807 + 1 }}", 1, "64 bits")]
    [InlineData("\n\n{{ 'open }}", 3, "not closed")]
    public void A_wrong_template_is_told_with_its_line(string source, int line, string what)
    {
        var error = Assert.Throws<ChatTemplateException>(() => new ChatTemplate(source).Render(Messages));
        Assert.Equal(line, error.Line);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}")]
    [InlineData("{{ 'x' * 100000000000 }}")]
    [InlineData("{{ range(10 ** 15) }}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}")]
    public void A_template_that_does_not_end_is_stopped(string source) =>
        Assert.Throws<ChatTemplateException>(() => new ChatTemplate(source).Render(Messages));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("not ", "")]
    [InlineData("-", "")]
    [InlineData("x|upper|trim ~ ", "")]
    public void A_template_nested_too_deeply_is_refused(string open, string close)
    {
        var many = Enumerable.Range(0, 100_000);
        var source = $"{{{{ {string.Concat(many.Select(_ => open))}1{string.Concat(many.Select(_ => close))} }}}}";
        Assert.Throws<ChatTemplateException>(() => new ChatTemplate(source).Render(Messages));
    }

    [Fact]
    public void Nothing_of_the_host_can_be_reached()
    {
        var template = new ChatTemplate("{{ messages.GetType }}{{ ''.__class__ }}{{ messages[0].Keys }}{{ range.Method }}{{ messages.__init__ is defined }}");
        Assert.Equal("False", template.Render(Messages).Text);
    }

    [Fact]
    public void Further_fields_of_a_message_and_further_variables_reach_the_template()
    {
        var call = JsonElement.Parse("""[{"name": "add", "arguments": {"a": 1, "b": 2.0}}]""");
        var message = new ChatMessage(ChatMessage.Assistant, "") { Fields = new Dictionary<string, JsonElement> { ["tool_calls"] = call } };
        var template = new ChatTemplate("{{ messages[0].tool_calls[0].arguments | tojson }}{{ tools[0] }}{{ depth + 1 }}");
        var variables = new Dictionary<string, object?> { ["tools"] = new[] { "t" }, ["depth"] = 2 };
        Assert.Equal("""{"a": 1, "b": 2.0}t3""", template.Render([message], variables: variables).Text);
    }

    [Fact]
    public void A_message_that_changes_once_others_follow_cannot_be_told_apart()
    {
        var template = new ChatTemplate("{% for m in messages %}{{ m.role }}:{{ m.content if loop.last else '...' }};{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}");
        var error = Assert.Throws<ChatTemplateException>(() => template.RenderForTraining([.. Messages, new("user", "More"), new(ChatMessage.Assistant, "No")]));
        Assert.Contains("message 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_folder_gives_template_and_special_tokens()
    {
        using var folder = new TemporaryFolder();
        Assert.Null(ChatTemplate.Load(folder.Path));
        folder.Write("tokenizer_config.json", """{"bos_token": {"content": "<s>"}, "chat_template": [{"name": "tool_use", "template": "no"}, {"name": "default", "template": "{{ bos_token }}{{ messages[1].content }}"}]}""");
        Assert.Equal("<s>Hi", ChatTemplate.Load(folder.Path)!.Render(Messages).Text);
        folder.Write("chat_template.jinja", "{{ bos_token }}!");
        Assert.Equal("<s>!", ChatTemplate.Load(folder.Path)!.Render(Messages).Text);
        folder.Write("chat_template.jinja", "\n{% nosuch %}");
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => ChatTemplate.Load(folder.Path)).Problems);
        Assert.Contains("line 2", problem.ToString(), StringComparison.Ordinal);
    }

    private sealed class FixedTime : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
    }
}
