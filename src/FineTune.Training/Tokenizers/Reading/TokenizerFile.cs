using System.Text.Json;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads <c>tokenizer.json</c>.</summary>
internal static class TokenizerFile
{
    /// <summary>The largest number of a token: tables are as long as it, so a file with one token must not ask for gigabytes. The largest known vocabulary has 262,144.</summary>
    public const int LargestId = (1 << 24) - 1;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidInputException">The file is absent, no JSON, or has a part that is wrong or not supported.</exception>
    public static TokenizerParts Read(string path)
    {
        using var json = Parse(path);
        var root = new JsonPart(path, "", json.RootElement);
        if (root.Element.ValueKind != JsonValueKind.Object)
        {
            throw root.Problem("It is not a JSON object.");
        }

        return new TokenizerParts
        {
            AddedTokens = [.. root["added_tokens"].Items().Select(ReadAddedToken)],
            Normalizer = NormalizerReader.Read(root["normalizer"]),
            PreTokenizer = PreTokenizerReader.Read(root["pre_tokenizer"]),
            Model = SubwordModelReader.Read(root["model"]),
            PostProcessor = PostProcessorReader.Read(root["post_processor"]),
            Decoder = DecoderReader.Read(root["decoder"]),
            Truncation = ReadTruncation(root["truncation"]),
            Padding = ReadPadding(root["padding"]),
        };
    }

    /// <summary>Parses a JSON file; a syntax error becomes a problem with its line.</summary>
    public static JsonDocument Parse(string path)
    {
        try
        {
            return StrictJson.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(path, $"line {e.LineNumber + 1}", "It is not valid JSON.", "Download the file again.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(path, null, "The file does not exist.", "Put the model's tokenizer files there.");
        }
    }

    private static AddedToken ReadAddedToken(JsonPart json) => new(
        json["id"].Integer() is >= 0 and <= LargestId and var id ? id : throw json["id"].Problem($"A token's number must be from 0 to {LargestId}."),
        json["content"].Text(),
        json["single_word"].FlagOr(false),
        json["lstrip"].FlagOr(false),
        json["rstrip"].FlagOr(false),
        json["normalized"].FlagOr(true),
        json["special"].FlagOr(false));

    private static TruncationOptions? ReadTruncation(JsonPart json) => json.IsNull ? null : new(
        json["max_length"].Integer(),
        json["strategy"].TextOr("LongestFirst") switch
        {
            "LongestFirst" => TruncationStrategy.LongestFirst,
            "OnlyFirst" => TruncationStrategy.OnlyFirst,
            "OnlySecond" => TruncationStrategy.OnlySecond,
            _ => throw json["strategy"].Problem("The strategy is unknown."),
        },
        json["stride"].IntegerOr(0),
        json["direction"].TextOr("Right") == "Left");

    private static PaddingOptions? ReadPadding(JsonPart json)
    {
        if (json.IsNull)
        {
            return null;
        }

        var fixedLength = json["strategy"]["Fixed"];
        var multiple = json["pad_to_multiple_of"];
        return new PaddingOptions(
            json["pad_id"].IntegerOr(0),
            json["pad_token"].TextOr("[PAD]"),
            json["pad_type_id"].IntegerOr(0),
            fixedLength.IsNull ? null : fixedLength.Integer(),
            multiple.IsNull ? null : multiple.Integer(),
            json["direction"].TextOr("Right") == "Left");
    }
}
