using System.Text.Json;
using FineTune.Training.Tokenizers.Chat;

namespace FineTune.Training.Datasets;

/// <summary>Reads chats from a column of message lists and writes them by the model's own template; what the assistant says is learned.</summary>
internal sealed class Chats(DatasetAssembly assembly, ChatTemplate template, string column)
{
    private static readonly string[] MessageNames = ["messages", "conversations", "conversation"];

    /// <summary>The names that ShareGPT's layout gives the roles.</summary>
    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal) { ["human"] = "user", ["gpt"] = ChatMessage.Assistant, ["bot"] = ChatMessage.Assistant };

    /// <summary>The column of messages; null where the table has none.</summary>
    public static string? ColumnOf(IReadOnlyList<string> columns) =>
        MessageNames.Select(name => columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(c => c is not null);

    /// <summary>Takes one row.</summary>
    public InputProblem? Take(TokenizedRows rows, TableRow row, string path)
    {
        var place = $"line {row.Line}";
        if (Messages(row.Fields[0]) is not { Count: > 0 } messages || !messages.Exists(m => m.Role == ChatMessage.Assistant))
        {
            return new InputProblem(path, place, $"The column '{column}' holds no list of messages, or nothing that an assistant says.",
                """Write {"messages": [{"role": "user", "content": "..."}, {"role": "assistant", "content": "..."}]}.""");
        }

        ChatTokens chat;
        try
        {
            chat = ChatTokens.Encode(assembly.Tokenizer, template.RenderForTraining(messages));
        }
        catch (ChatTemplateException e)
        {
            return new InputProblem(path, place, $"The model's chat template does not take the messages: {e.Message}", "Give the messages the roles and the order that the model was trained with.");
        }

        if (!chat.IsCompletion.AsSpan(0, Math.Min(chat.Ids.Length, assembly.MaxLength)).Contains(true))
        {
            return new InputProblem(path, place, $"Nothing that the assistant says is within the maximum length of {assembly.MaxLength} tokens.", "Shorten what comes before it, or raise maxLength.");
        }

        assembly.Intake.TruncatedRows += chat.Ids.Length > assembly.MaxLength ? 1 : 0;
        for (var i = 0; i < Math.Min(chat.Ids.Length, assembly.MaxLength); i++)
        {
            rows.TokenIds.Add(chat.Ids[i]);
            rows.TokenLabels.Add(chat.IsCompletion[i] ? chat.Ids[i] : PreparedSplit.Ignored);
        }

        rows.Add(row.Fields[0]!, string.Empty, row.Number, row.Line);
        return null;
    }

    private static List<ChatMessage>? Messages(string? field)
    {
        try
        {
            return field is null ? null : [.. JsonElement.Parse(field).EnumerateArray().Select(Message)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static ChatMessage Message(JsonElement message)
    {
        var role = (message.TryGetProperty("role", out var named) ? named : message.GetProperty("from")).GetString()!;
        var content = (message.TryGetProperty("content", out var said) ? said : message.GetProperty("value")).GetString() ?? string.Empty;
        return new ChatMessage(Roles.GetValueOrDefault(role, role), content)
        {
            Fields = message.EnumerateObject().Where(p => p.Name is not ("role" or "from" or "content" or "value")).ToDictionary(p => p.Name, p => p.Value),
        };
    }
}
