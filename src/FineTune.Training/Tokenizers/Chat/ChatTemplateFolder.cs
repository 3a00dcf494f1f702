using System.Text.Json;
using FineTune.Training.Tokenizers.Reading;

namespace FineTune.Training.Tokenizers.Chat;

/// <summary>Finds a model folder's chat template, and the texts of its special tokens.</summary>
internal static class ChatTemplateFolder
{
    private static readonly string[] JsonFiles = ["tokenizer_config.json", "chat_template.json"];
    private static readonly string[] TokenFiles = ["special_tokens_map.json", "tokenizer_config.json"];

    /// <summary>Loads the template: a file of its own goes before a field of the tokenizer's configuration.</summary>
    public static ChatTemplate? Load(string folder)
    {
        var file = Path.Combine(folder, "chat_template.jinja");
        var (path, source) = File.Exists(file) ? (file, File.ReadAllText(file))
            : JsonFiles.Select(name => Path.Combine(folder, name)).Select(name => (name, Field(name))).FirstOrDefault(found => found.Item2 is not null);
        try
        {
            return source is null ? null : new ChatTemplate(source, SpecialTokens(folder));
        }
        catch (ChatTemplateException e)
        {
            throw new InvalidInputException(path, $"chat template, line {e.Line}", e.Message, "Mend the template, or take one that transformers accepts.");
        }
    }

    /// <summary>The field <c>chat_template</c>: a text, or a list of named ones of which <c>default</c> counts.</summary>
    private static string? Field(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var json = TokenizerFile.Parse(path);
        var field = new JsonPart(path, "", json.RootElement)["chat_template"];
        return field.IsNull ? null
            : field.Element.ValueKind == JsonValueKind.Array ? field.Items().Where(item => item["name"].Text() == "default").Select(item => item["template"].Text()).FirstOrDefault()
            : field.Text();
    }

    private static Dictionary<string, object?> SpecialTokens(string folder)
    {
        var tokens = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var path in TokenFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            using var json = TokenizerFile.Parse(path);
            foreach (var role in json.RootElement.EnumerateObject().Where(p => p.Name.EndsWith("_token", StringComparison.Ordinal)))
            {
                if (SpecialTokensReader.ContentOf(role.Value) is { } content)
                {
                    tokens[role.Name] = content;
                }
            }
        }

        return tokens;
    }
}
