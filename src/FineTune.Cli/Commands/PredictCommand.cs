using System.CommandLine;
using System.Text.Json;
using FineTune.Cli.Rendering;
using FineTune.Training;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune predict</c>: classifies sentences, or image files, with a study's best checkpoint.</summary>
public static class PredictCommand
{
    private const int ShownLabels = 3;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var texts = new Argument<string[]>("text") { Arity = ArgumentArity.ZeroOrMore, Description = "Sentences, or image files where the checkpoint reads images; lines of standard input where none is given." };
        var study = new Option<string?>("--study") { Description = "The study whose best checkpoint is used; the newest finished one where not given." };
        var folder = new Option<string?>("--folder") { Description = "A downloaded checkpoint; no app is needed." };
        var json = AppOptions.Json();
        var command = new Command("predict", "Classifies sentences or image files with the best checkpoint.") { texts, study, folder, json };
        command.SetAction(async (result, cancel) =>
        {
            var sentences = result.GetValue(texts) is { Length: > 0 } given ? given : await ReadLinesAsync(cancel).ConfigureAwait(false);
            if (sentences.Length == 0)
            {
                throw new CommandFailedException("no sentence or image file given; for example: finetune predict \"My parcel never came\"");
            }

            var checkpoint = result.GetValue(folder) ?? await StudyArgument.FetchBestAsync(result, result.GetValue(study), cancel).ConfigureAwait(false);
            var (kind, labels, predictions) = Classify(checkpoint, sentences);
            var output = result.InvocationConfiguration.Output;
            foreach (var (sentence, prediction) in sentences.Zip(predictions))
            {
                var ranked = labels.Zip(prediction.Probabilities).OrderByDescending(pair => pair.Second).ToList();
                await output.WriteLineAsync(result.GetValue(json)
                    ? ToJson(kind, sentence, prediction.Label, ranked)
                    : $"{prediction.Label,-20} {string.Join(", ", ranked.Take(ShownLabels).Select(pair => $"{pair.First} {Words.Percent(pair.Second)}"))}   \"{sentence}\"").ConfigureAwait(false);
            }
        });
        return command;
    }

    private static (string Kind, IReadOnlyList<string> Labels, IReadOnlyList<ClassPrediction> Predictions) Classify(string checkpoint, string[] inputs)
    {
        if (ImageClassifier.Reads(checkpoint))
        {
            using var images = ImageClassifier.Load(checkpoint);
            return ("file", images.Labels, images.Predict(inputs));
        }

        using var texts = TextClassifier.Load(checkpoint);
        return ("text", texts.Labels, texts.Predict(inputs));
    }

    private static async Task<string[]> ReadLinesAsync(CancellationToken cancel)
    {
        var text = await Console.In.ReadToEndAsync(cancel).ConfigureAwait(false);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string ToJson(string kind, string text, string label, IReadOnlyList<(string Label, double Probability)> ranked)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(kind, text);
            writer.WriteString("label", label);
            writer.WriteStartObject("probabilities");
            foreach (var (name, probability) in ranked)
            {
                writer.WriteNumber(name, probability);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
