using FineTune.Training.Tokenizers.PostProcessors;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>post_processor</c> part.</summary>
internal static class PostProcessorReader
{
    /// <summary>Reads a post-processor; null where there is none.</summary>
    public static PostProcessor? Read(JsonPart json) => json.IsNull ? null : json.Type switch
    {
        "TemplateProcessing" => ReadTemplate(json),
        "BertProcessing" => new BertProcessor(ReadToken(json["cls"]), ReadToken(json["sep"])),
        "RobertaProcessing" => new RobertaProcessor(
            ReadToken(json["cls"]),
            ReadToken(json["sep"]),
            json["trim_offsets"].FlagOr(true),
            json["add_prefix_space"].FlagOr(true)),
        "ByteLevel" => new ByteLevelProcessor(json["trim_offsets"].FlagOr(true), json["add_prefix_space"].FlagOr(true)),
        "Sequence" => new ProcessorSequence([.. json["processors"].Items().Select(item => Read(item) ?? throw item.Problem("It must not be null."))]),
        _ => throw json.Unsupported(),
    };

    private static (int Id, string Text) ReadToken(JsonPart json)
    {
        var items = json.Items().ToArray();
        return items.Length == 2 ? (items[1].Integer(), items[0].Text()) : throw json.Problem("It must be a token and its id.");
    }

    private static TemplateProcessor ReadTemplate(JsonPart json)
    {
        TemplatePart[] Parts(string name) => [.. json[name].Items().Select(item => ReadPart(item, json["special_tokens"]))];
        var single = Parts("single");
        return Array.Exists(single, part => part.Sequence > 0)
            ? throw json["single"].Problem("A single text has no sequence B.")
            : new TemplateProcessor(single, Parts("pair"));
    }

    private static TemplatePart ReadPart(JsonPart json, JsonPart specialTokens)
    {
        var sequence = json["Sequence"];
        if (!sequence.IsNull)
        {
            return new TemplatePart(sequence["id"].Text() == "A" ? 0 : 1, sequence["type_id"].IntegerOr(0), []);
        }

        var special = json["SpecialToken"];
        var entry = specialTokens[special["id"].Text()];
        var ids = entry["ids"].Items().Select(id => id.Integer());
        var texts = entry["tokens"].Items().Select(text => text.Text());
        return entry.IsNull
            ? throw special.Problem("The token is not among special_tokens.")
            : new TemplatePart(-1, special["type_id"].IntegerOr(0), [.. ids.Zip(texts)]);
    }
}
