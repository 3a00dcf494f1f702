using System.Globalization;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>A fine-tuned classifier from a model folder, ready to answer. Calls may come from any thread, one after the other.</summary>
public sealed class TextClassifier : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PretrainedModel _model;
    private readonly Tokenizer _tokenizer;

    private TextClassifier(PretrainedModel model, Tokenizer tokenizer) => (_model, _tokenizer) = (model, tokenizer);

    /// <summary>The classes in the order of the probabilities.</summary>
    public IReadOnlyList<string> Labels => _model.Config.Labels;

    /// <summary>Whether the answer is a number and not a class.</summary>
    public bool GivesNumbers => _model.Config.ProblemType == "regression";

    /// <summary>Whether it was fine-tuned on pairs of texts and wants pairs.</summary>
    public bool ReadsPairs => TextPairs.AreRead(_model.Config.Json);

    /// <summary>Longest text in tokens; what is longer is cut off at its end.</summary>
    public int MaxLength => _model.Config.MaxLength;

    /// <summary>Loads a model folder with a trained classification head.</summary>
    /// <exception cref="InvalidInputException">The folder is no usable classifier.</exception>
    public static TextClassifier Load(string folder, string device = "cpu")
    {
        using var scope = NewDisposeScope();
        var options = new WeightOptions(0, ScalarType.Float32, ComputeDevice.Select(device));
        var model = PretrainedModel.Load(folder, ModelTask.SequenceClassification, null, options);
        if (model.Report.New.Count > 0 || model.Config.Labels.Count == 0)
        {
            using (model)
            {
                throw new InvalidInputException(
                    folder, null, "The model has no trained classification head.", "Fine-tune it first, or name the best/ folder of a study.");
            }
        }

        return new TextClassifier(model, Tokenizer.Load(folder));
    }

    /// <summary>The class of each text; all labels that fit, or the number, where the model was fine-tuned for these.</summary>
    /// <param name="texts">The texts; of pairs the first ones.</param>
    /// <param name="pairs">The second texts, as many; null where texts stand alone.</param>
    /// <exception cref="InvalidInputException">The model was fine-tuned on pairs and there are none, or the other way round.</exception>
    public IReadOnlyList<ClassPrediction> Predict(IReadOnlyList<string> texts, IReadOnlyList<string>? pairs = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (pairs is null == ReadsPairs || (pairs is not null && pairs.Count != texts.Count))
        {
            throw new InvalidInputException(
                "texts", null,
                pairs is null ? "The model was fine-tuned on pairs of texts." : ReadsPairs ? $"There are {texts.Count} texts and {pairs.Count} second texts." : "The model was fine-tuned on single texts.",
                ReadsPairs ? "Give a second text for each text." : "Give texts without second texts.");
        }

        var (rows, types) = (new List<int[]>(), new List<int[]>());
        for (var i = 0; i < texts.Count; i++)
        {
            var (ids, kinds) = Encode(texts[i], pairs?[i]);
            rows.Add(ids);
            types.Add(kinds);
        }

        return [.. Logits(rows, pairs is null || _model.Config.TokenTypes < 2 ? null : types).Select(Read)];
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private ClassPrediction Read(float[] logits)
    {
        switch (_model.Config.ProblemType)
        {
            case "regression":
                return new ClassPrediction(logits[0].ToString("0.####", CultureInfo.InvariantCulture), [logits[0]]);
            case "multi_label_classification":
                var each = Array.ConvertAll(logits, logit => 1 / (1 + Math.Exp(-logit)));
                return new ClassPrediction(string.Join(", ", Labels.Where((_, label) => each[label] > 0.5)), each);
            default:
                var probabilities = Metrics.Logits.Softmax(logits);
                return new ClassPrediction(Labels[Array.IndexOf(probabilities, probabilities.Max())], probabilities);
        }
    }

    private float[][] Logits(List<int[]> rows, List<int[]>? types)
    {
        lock (_gate)
        {
            return rows.Count == 0 ? [] : Predictor.Logits(_model, rows, types);
        }
    }

    private (int[] Ids, int[] Types) Encode(string text, string? pair)
    {
        var (ids, types) = (new List<int>(), new List<int>());
        _ = pair is null ? _tokenizer.EncodeIds(text, ids, MaxLength) : TextPairs.Encode(_tokenizer, text, pair, MaxLength, ids, types);
        return ([.. ids], [.. types]);
    }
}
