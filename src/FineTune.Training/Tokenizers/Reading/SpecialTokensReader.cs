using System.Text.Json;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Finds which tokens have a role: by the files beside the tokenizer, else by the usual names.</summary>
internal static class SpecialTokensReader
{
    private static readonly string[] Files = ["tokenizer_config.json", "special_tokens_map.json"];

    /// <summary>Reads the roles of a model folder's tokens.</summary>
    public static SpecialTokens Read(string folder, Func<string, int?> idOf)
    {
        var byName = ByName(idOf);
        var stated = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in Files.Select(file => Path.Combine(folder, file)).Where(File.Exists))
        {
            using var json = TokenizerFile.Parse(path);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidInputException(path, null, "It is not a JSON object.", "Download the file again.");
            }

            foreach (var role in json.RootElement.EnumerateObject().Where(p => p.Name.EndsWith("_token", StringComparison.Ordinal)))
            {
                if (ContentOf(role.Value) is { } content && idOf(content) is { } id)
                {
                    stated.TryAdd(role.Name, id);
                }
            }
        }

        int? Role(string name, int? fallback) => stated.TryGetValue(name, out var id) ? id : fallback;
        return new SpecialTokens(
            Role("pad_token", byName.Padding),
            Role("unk_token", byName.Unknown),
            Role("cls_token", byName.Classification),
            Role("sep_token", byName.Separator),
            Role("mask_token", byName.Mask),
            Role("bos_token", byName.BeginOfText),
            Role("eos_token", byName.EndOfText));
    }

    /// <summary>Finds the roles by the names that common models use.</summary>
    public static SpecialTokens ByName(Func<string, int?> idOf)
    {
        int? First(params string[] names) => names.Select(idOf).FirstOrDefault(id => id is not null);
        return new SpecialTokens(
            First("[PAD]", "<pad>", "<|pad|>"),
            First("[UNK]", "<unk>"),
            First("[CLS]", "<s>"),
            First("[SEP]", "</s>"),
            First("[MASK]", "<mask>"),
            First("<|begin_of_text|>", "<bos>", "<s>", "<|endoftext|>"),
            First("<|end_of_text|>", "<eos>", "</s>", "<|endoftext|>"));
    }

    internal static string? ContentOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Object when json.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String => content.GetString(),
        _ => null,
    };
}
