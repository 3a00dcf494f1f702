using System.CommandLine;
using FineTune.Cli.Rendering;
using FineTune.Training;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune predict</c>: classifies sentences, pairs of sentences or image files, gives numbers, or tags words with a study's best checkpoint.</summary>
public static class PredictCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var texts = new Argument<string[]>("text") { Arity = ArgumentArity.ZeroOrMore, Description = "Sentences, or image files where the checkpoint reads images; lines of standard input where none is given." };
        var pairs = new Option<string[]>("--pair") { Description = "The second sentence of a pair, once for each sentence; on standard input a tab stands between the two." };
        var study = new Option<string?>("--study") { Description = "The study whose best checkpoint is used; the newest finished one where not given." };
        var folder = new Option<string?>("--folder") { Description = "A downloaded checkpoint; no app is needed." };
        var json = AppOptions.Json();
        var command = new Command("predict", "Classifies sentences or image files, gives numbers or tags words with the best checkpoint.") { texts, pairs, study, folder, json };
        command.SetAction(async (result, cancel) =>
        {
            var inputs = result.GetValue(texts) is { Length: > 0 } given ? given : await ReadLinesAsync(cancel).ConfigureAwait(false);
            if (inputs.Length == 0)
            {
                throw new CommandFailedException("no sentence or image file given; for example: finetune predict \"My parcel never came\"");
            }

            var checkpoint = result.GetValue(folder) ?? await StudyArgument.FetchBestAsync(result, result.GetValue(study), cancel).ConfigureAwait(false);
            var output = result.InvocationConfiguration.Output;
            foreach (var answer in Answers(checkpoint, inputs, result.GetValue(pairs) is { Length: > 0 } seconds ? seconds : null))
            {
                await output.WriteLineAsync(result.GetValue(json) ? answer.Json : answer.Line).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static IEnumerable<PredictionText> Answers(string checkpoint, string[] inputs, string[]? pairs)
    {
        if (ImageClassifier.Reads(checkpoint))
        {
            using var images = ImageClassifier.Load(checkpoint);
            return [.. inputs.Zip(images.Predict(inputs), (file, prediction) => PredictionText.OfClasses([("file", file)], images.Labels, prediction))];
        }

        if (TokenClassifier.Reads(checkpoint))
        {
            using var tagger = TokenClassifier.Load(checkpoint);
            return [.. inputs.Zip(tagger.Predict(inputs), PredictionText.OfSpans)];
        }

        using var classifier = TextClassifier.Load(checkpoint);
        if (classifier.ReadsPairs && pairs is null)
        {
            (inputs, pairs) = Divide(inputs);
        }

        var (labels, isNumber) = (classifier.Labels, classifier.GivesNumbers);
        return [.. classifier.Predict(inputs, pairs).Select((prediction, i) =>
        {
            (string, string)[] input = pairs is null ? [("text", inputs[i])] : [("text", inputs[i]), ("text_pair", pairs[i])];
            return isNumber ? PredictionText.OfNumber(input, prediction) : PredictionText.OfClasses(input, labels, prediction);
        })];
    }

    /// <summary>Each line's two sentences.</summary>
    private static (string[] Texts, string[] Pairs) Divide(string[] lines)
    {
        var parts = Array.ConvertAll(lines, line => line.Split('\t', 2));
        return Array.Find(parts, part => part.Length < 2) is { } single
            ? throw new CommandFailedException($"the checkpoint was fine-tuned on pairs and \"{single[0]}\" stands alone; for example: finetune predict \"A man sleeps.\" --pair \"Somebody is awake.\"")
            : (Array.ConvertAll(parts, part => part[0].Trim()), Array.ConvertAll(parts, part => part[1].Trim()));
    }

    private static async Task<string[]> ReadLinesAsync(CancellationToken cancel)
    {
        var text = await Console.In.ReadToEndAsync(cancel).ConfigureAwait(false);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
