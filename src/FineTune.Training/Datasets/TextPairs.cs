using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Datasets;

/// <summary>Two texts in one row, as the model's tokenizer joins them: <c>[CLS] A [SEP] B [SEP]</c> and the like.</summary>
internal static class TextPairs
{
    /// <summary>Where Hugging Face's configurations keep what belongs to one task.</summary>
    private const string Parameters = "task_specific_params";
    private const string Pipeline = "text-classification";
    private const string SecondText = "text_pair";

    /// <summary>Appends a pair's token ids, cut to <paramref name="maxLength"/> at the end of the longer text first.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="text">The first text.</param>
    /// <param name="pair">The second text.</param>
    /// <param name="maxLength">The most tokens, special tokens counted.</param>
    /// <param name="ids">Receives the ids.</param>
    /// <param name="types">Receives the token types; null where the model has no table of them.</param>
    /// <returns>The number of tokens before the cut.</returns>
    public static int Encode(Tokenizer tokenizer, string text, string pair, int maxLength, List<int> ids, List<int>? types)
    {
        var plain = tokenizer.WithPadding(null).WithTruncation(null);
        var encoding = plain.Encode(text, pair);
        var count = encoding.Count;
        if (count > maxLength)
        {
            encoding = plain.WithTruncation(new TruncationOptions(maxLength)).Encode(text, pair);
        }

        foreach (var token in encoding.Tokens)
        {
            ids.Add(token.Id);
            types?.Add(token.TypeId);
        }

        return count;
    }

    /// <summary>Writes into a fine-tuned model's configuration that it reads pairs, and what they were called; or that it does not.</summary>
    public static void Describe(JsonObject config, DatasetSummary summary)
    {
        var parameters = config[Parameters] as JsonObject ?? [];
        parameters.Remove(Pipeline);
        config.Remove(Parameters);
        if (summary.TextPairColumn is { } pair)
        {
            parameters[Pipeline] = new JsonObject { ["text"] = summary.TextColumn, [SecondText] = pair };
        }

        if (parameters.Count > 0)
        {
            config[Parameters] = parameters;
        }
    }

    /// <summary>Whether a fine-tuned model's configuration says that it reads pairs.</summary>
    public static bool AreRead(JsonElement config) =>
        config.TryGetProperty(Parameters, out var parameters) && parameters.ValueKind == JsonValueKind.Object
        && parameters.TryGetProperty(Pipeline, out var pipeline) && pipeline.ValueKind == JsonValueKind.Object
        && pipeline.TryGetProperty(SecondText, out _);
}
