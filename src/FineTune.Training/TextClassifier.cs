using System.Globalization;
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
    public IReadOnlyList<ClassPrediction> Predict(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rows = texts.Select(Encode).ToList();
        return [.. Logits(rows).Select(Read)];
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

    private float[][] Logits(List<int[]> rows)
    {
        lock (_gate)
        {
            return rows.Count == 0 ? [] : Predictor.Logits(_model, rows);
        }
    }

    private int[] Encode(string text)
    {
        var ids = new List<int>();
        _tokenizer.EncodeIds(text, ids, MaxLength);
        return [.. ids];
    }
}
