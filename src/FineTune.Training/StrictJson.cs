using System.Text.Json;
using System.Text.Unicode;

namespace FineTune.Training;

/// <summary>Reads JSON from strangers: no deeper than <see cref="MaxDepth"/>, and every text in it is text.</summary>
/// <remarks>
/// The base library reads lone surrogates ("\ud800") and broken UTF-8 inside of texts without a word and throws InvalidOperationException when such a
/// text is first asked for, wherever that is. Here they are errors of syntax like others.
/// </remarks>
public static class StrictJson
{
    /// <summary>The most levels of objects and lists. No file that models, tokenizers or datasets come with has more than ten.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Parses a document.</summary>
    /// <exception cref="JsonException">It is no JSON, is too deep, or has a text that is not Unicode.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        ThrowIfNotText(json.Span);
        return JsonDocument.Parse(json, Options);
    }

    /// <summary>Refuses JSON that has a text that is not Unicode; whether it is JSON at all is for its parser to say.</summary>
    /// <exception cref="JsonException">A text is not Unicode, or the JSON before it is broken.</exception>
    public static void ThrowIfNotText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("It is not UTF-8.", null, null, null);
        }

        // Only an escape in the range of the surrogates can still go wrong, and few files have one.
        if (json.IndexOf(@"\ud"u8) < 0 && json.IndexOf(@"\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                ThrowIfNotText(ref reader, json);
            }
        }
    }

    private static void ThrowIfNotText(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        try
        {
            reader.GetString();
        }
        catch (InvalidOperationException e)
        {
            var line = json[..(int)reader.TokenStartIndex].Count((byte)'\n');
            throw new JsonException("A text has half of a surrogate pair.", null, line, null, e);
        }
    }
}
