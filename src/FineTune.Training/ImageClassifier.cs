using FineTune.Training.Images;
using FineTune.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>A fine-tuned classifier of images from a model folder, ready to answer. Calls may come from any thread, one after the other.</summary>
public sealed class ImageClassifier : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PretrainedModel _model;

    private ImageClassifier(PretrainedModel model) => _model = model;

    /// <summary>The classes in the order of the probabilities.</summary>
    public IReadOnlyList<string> Labels => _model.Config.Labels;

    /// <summary>Whether a model folder is one that reads images.</summary>
    /// <exception cref="InvalidInputException">The folder has no usable config.json.</exception>
    public static bool Reads(string folder) => ModelFolder.ReadsImages(folder);

    /// <summary>Loads a model folder with a trained classification head.</summary>
    /// <exception cref="InvalidInputException">The folder is no usable classifier of images.</exception>
    public static ImageClassifier Load(string folder, string device = "cpu")
    {
        using var scope = NewDisposeScope();
        var options = new WeightOptions(0, ScalarType.Float32, ComputeDevice.Select(device));
        var model = PretrainedModel.Load(folder, ModelTask.ImageClassification, null, options);
        if (model.Report.New.Count > 0 || model.Config.Labels.Count == 0)
        {
            using (model)
            {
                throw new InvalidInputException(
                    folder, null, "The model has no trained classification head.", "Fine-tune it first, or name the best/ folder of a study.");
            }
        }

        return new ImageClassifier(model);
    }

    /// <summary>The class of each image file, PNG or JPEG.</summary>
    /// <exception cref="InvalidInputException">A file is absent or cannot be decoded; every such file is named.</exception>
    public IReadOnlyList<ClassPrediction> Predict(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var images = Read(paths);
        lock (_gate)
        {
            return [.. Predictor.ImageLogits(_model, images.Count, i => images[i]).Select(logits =>
            {
                var probabilities = Metrics.Logits.Softmax(logits);
                return new ClassPrediction(Labels[Array.IndexOf(probabilities, probabilities.Max())], probabilities);
            })];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private List<RgbImage> Read(IReadOnlyList<string> paths)
    {
        var images = new List<RgbImage>();
        var problems = new List<InputProblem>();
        foreach (var path in paths)
        {
            try
            {
                var image = ImageDecoder.Decode(File.ReadAllBytes(path));
                _model.Preprocessing.EnsureFits(image);
                images.Add(image);
            }
            catch (ImageDecodingException e)
            {
                problems.Add(new InputProblem(path, null, e.Message, "Give PNG or JPEG files."));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
            {
                problems.Add(new InputProblem(path, null, "There is no such file that can be read.", "Give PNG or JPEG files."));
            }
        }

        return problems.Count == 0 ? images : throw new InvalidInputException(problems);
    }
}
