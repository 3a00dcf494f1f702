using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FineTune.Training;

namespace FineTune.Cli.Rendering;

/// <summary>What a model says of one input, as a line for people and as JSON for scripts.</summary>
/// <param name="Line">For people.</param>
/// <param name="Json">For scripts.</param>
public sealed record PredictionText(string Line, string Json)
{
    private const int ShownLabels = 3;
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A class, or all labels that fit, with the most probable labels.</summary>
    /// <param name="input">The input's parts by their names.</param>
    /// <param name="labels">The labels in the order of the probabilities.</param>
    /// <param name="prediction">The prediction.</param>
    /// <returns>Its text.</returns>
    public static PredictionText OfClasses(IReadOnlyList<(string Name, string Value)> input, IReadOnlyList<string> labels, ClassPrediction prediction)
    {
        var ranked = labels.Zip(prediction.Probabilities).OrderByDescending(pair => pair.Second).ToList();
        var shown = string.Join(", ", ranked.Take(ShownLabels).Select(pair => $"{pair.First} {Words.Percent(pair.Second)}"));
        var label = prediction.Label.Length == 0 ? "(none)" : prediction.Label;
        return new PredictionText($"{label,-20} {shown}   {Quoted(input)}", Write(input, writer =>
        {
            writer.WriteString("label", prediction.Label);
            writer.WriteStartObject("probabilities");
            foreach (var (name, probability) in ranked)
            {
                writer.WriteNumber(name, probability);
            }

            writer.WriteEndObject();
        }));
    }

    /// <summary>A number.</summary>
    /// <param name="input">The input's parts by their names.</param>
    /// <param name="prediction">The prediction.</param>
    /// <returns>Its text.</returns>
    public static PredictionText OfNumber(IReadOnlyList<(string Name, string Value)> input, ClassPrediction prediction) =>
        new($"{prediction.Label,-20} {Quoted(input)}", Write(input, writer => writer.WriteNumber("value", prediction.Probabilities[0])));

    /// <summary>What was found in a text; the JSON is as Hugging Face's token-classification pipeline gives it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spans">What was found.</param>
    /// <returns>Its text.</returns>
    public static PredictionText OfSpans(string text, IReadOnlyList<TaggedSpan> spans)
    {
        var found = spans.Count == 0 ? "(none)" : string.Join(", ", spans.Select(span => $"{span.Text} {span.Label} {Words.Percent(span.Probability)}"));
        return new PredictionText($"{found}   {Quoted([("text", text)])}", Write([("text", text)], writer =>
        {
            writer.WriteStartArray("entities");
            foreach (var span in spans)
            {
                writer.WriteStartObject();
                writer.WriteString("entity_group", span.Label);
                writer.WriteNumber("score", span.Probability);
                writer.WriteString("word", span.Text);
                writer.WriteNumber("start", span.Start);
                writer.WriteNumber("end", span.End);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }));
    }

    private static string Quoted(IReadOnlyList<(string Name, string Value)> input) => string.Join(" / ", input.Select(part => $"\"{part.Value}\""));

    private static string Write(IReadOnlyList<(string Name, string Value)> input, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in input)
            {
                writer.WriteString(name, value);
            }

            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
