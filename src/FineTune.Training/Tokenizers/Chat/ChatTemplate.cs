using FineTune.Training.Tokenizers.Chat.Jinja;

namespace FineTune.Training.Tokenizers.Chat;

/// <summary>
/// Writes chats as the text that a model was trained on, by the Jinja template that comes with it, as transformers'
/// <c>apply_chat_template</c> does. A template can compute but reach nothing outside of its values; its steps, output
/// and depth are bounded. Immutable; safe for many threads.
/// </summary>
public sealed class ChatTemplate
{
    /// <summary>Most characters of a template.</summary>
    public const int MaxLength = 1_000_000;

    private static readonly string[] NoneByDefault = ["tools", "documents"];
    private readonly IReadOnlyList<Statement> _body;
    private readonly IReadOnlyDictionary<string, object?> _specialTokens;
    private readonly TimeProvider _time;

    /// <summary>Reads a template.</summary>
    /// <param name="source">The template's text.</param>
    /// <param name="specialTokens">What the template knows by name: <c>bos_token</c>, <c>eos_token</c> and so on.</param>
    /// <param name="time">The clock of <c>strftime_now</c>; null for the system's.</param>
    /// <exception cref="ChatTemplateException">The template is wrong, or uses what is not supported; the line is named.</exception>
    public ChatTemplate(string source, IReadOnlyDictionary<string, object?>? specialTokens = null, TimeProvider? time = null)
    {
        _body = source.Length <= MaxLength ? TemplateParser.Read(source) : throw new ChatTemplateException(1, $"It has more than {MaxLength} characters.");
        _specialTokens = specialTokens ?? new Dictionary<string, object?>();
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Loads the template of a model folder; null where the model has none.</summary>
    /// <exception cref="InvalidInputException">The template or the file that holds it is wrong.</exception>
    public static ChatTemplate? Load(string modelFolder) => ChatTemplateFolder.Load(modelFolder);

    /// <summary>Writes a chat.</summary>
    /// <param name="messages">The messages in order.</param>
    /// <param name="addGenerationPrompt">Whether the beginning of an answer of the assistant is added at the end.</param>
    /// <param name="variables">Further names for the template, such as <c>tools</c> or <c>enable_thinking</c>: JSON, texts, numbers, lists, dictionaries.</param>
    /// <exception cref="ChatTemplateException">The template refuses the messages, fails or goes past its limits.</exception>
    public RenderedChat Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = false, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var scope = Globals.Scope();
        foreach (var (name, value) in _specialTokens.Concat(variables ?? new Dictionary<string, object?>()))
        {
            scope.Set(name, Values.From(value));
        }

        scope.Set("messages", messages.Select(ValueOf).ToList());
        scope.Set("add_generation_prompt", addGenerationPrompt);
        foreach (var name in NoneByDefault.Where(name => variables?.ContainsKey(name) != true))
        {
            scope.Set(name, null);
        }

        var rendering = new Rendering(new Scope(scope), _time);
        Statement.RunAll(rendering, _body);
        return new RenderedChat(rendering.Output.ToString(), rendering.Generated);
    }

    /// <summary>
    /// Writes a chat to learn from: what the assistant says is always known, by the template's <c>generation</c> marks, or
    /// else by comparing the chat with its own beginnings.
    /// </summary>
    /// <exception cref="ChatTemplateException">The template refuses the messages, or what the assistant says cannot be told apart.</exception>
    public RenderedChat RenderForTraining(IReadOnlyList<ChatMessage> messages, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var chat = Render(messages, addGenerationPrompt: false, variables);
        return chat.Completions.Count > 0 || !messages.Any(m => m.Role == ChatMessage.Assistant)
            ? chat
            : chat with { Completions = CompletionFinder.Find(messages, chat.Text, (some, prompts) => Render(some, prompts, variables).Text) };
    }

    /// <summary>Writes a chat whose last message is unfinished: the text ends with it, so that a model goes on from there.</summary>
    /// <exception cref="ChatTemplateException">The template refuses the messages, or leaves the last one out.</exception>
    public string RenderUnfinished(IReadOnlyList<ChatMessage> messages, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var text = Render(messages, addGenerationPrompt: false, variables).Text;
        var content = messages[^1].Content.TrimStart();
        var stripped = content.TrimEnd();
        var start = text.LastIndexOf(stripped, StringComparison.Ordinal);
        return start < 0 ? throw new ChatTemplateException(1, "It leaves out the last message, which is to be continued.")
            : text[..(start + (string.CompareOrdinal(text, start, content, 0, content.Length) == 0 ? content.Length : stripped.Length))];
    }

    private static ValueDictionary ValueOf(ChatMessage message)
    {
        var value = Values.Dictionary([("role", message.Role), ("content", message.Content)]);
        foreach (var (name, field) in message.Fields)
        {
            value[name] = Values.From(field);
        }

        return value;
    }
}
