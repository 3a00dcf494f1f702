using FineTune.Training.Datasets;
using FineTune.Training.Images;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Similarity;

/// <summary>Measures how near a task is to what a model knows: a linear probe and LogME on frozen features, and the base model's own loss on the texts.</summary>
/// <remarks>
/// Everything is compared with the same architecture at random weights, since a bag of words alone classifies many tasks well.
/// How many rows are looked at follows from the model's size, so that a study on a CPU waits for seconds; it does not follow from the clock.
/// </remarks>
public static class TaskSimilarity
{
    private const int MostRows = 400;
    private const int FewestRows = 48;

    /// <summary>Multiply-adds that the features may cost: about ten seconds of a small CPU.</summary>
    private const double Work = 2e11;

    /// <summary>A GPU is at least so many times faster.</summary>
    private const double GpuSpeedup = 20;

    /// <summary>Whether the data are of a kind that can be measured: labels, tags or numbers in both splits that are looked at.</summary>
    public static bool CanMeasure(PreparedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ProbeTarget.Of(dataset) is not null;
    }

    /// <summary>Measures a model on a dataset of labels, label sets, numbers, tagged words or images.</summary>
    /// <param name="modelFolder">The pretrained model.</param>
    /// <param name="dataset">The dataset; its test split is not looked at.</param>
    /// <param name="settings">What is recommended for the model: the proposals lie in its ranges.</param>
    /// <param name="seed">Seed of the subset, of the random weights and of the masks.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="threads">CPU threads; 0 takes all.</param>
    /// <exception cref="ArgumentException">The data are of no kind that can be measured.</exception>
    public static SimilarityFinding Measure(
        string modelFolder, PreparedDataset dataset, RecommendedSettings settings, ulong seed, string device = "cpu", int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var target = ProbeTarget.Of(dataset) ?? throw new ArgumentException($"The task {dataset.Task} has nothing that a probe could tell.", nameof(dataset));
        ComputeDevice.UseThreads(threads);
        using var scope = NewDisposeScope();
        var options = new WeightOptions(seed, ScalarType.Float32, ComputeDevice.Select(device));
        var key = new RandomKey(seed).Derive("similarity");
        var task = FineTuningTask.Find(dataset.Task);
        var (family, config) = ModelFolder.ReadConfig(modelFolder);
        PretrainedModel Own() => PretrainedModel.Load(modelFolder, task.Model, task.HeadLabels(dataset), options);
        var preprocessing = dataset.Train.Images is null ? null : ImagePreprocessing.Load(modelFolder);
        var count = RowsWithin(config, dataset, options.Device.type == DeviceType.CUDA);
        var train = target.Choose(dataset.Train, count, key);
        var held = target.Choose(dataset.Validation, count, key);
        var own = Probe(Own, target, train, held);
        var random = Probe(() => PretrainedModel.Create(family, config, task.Model, options, preprocessing), target, train, held);
        var language = preprocessing is null ? LanguageModelLoss.Measure(modelFolder, [.. held.Tokens.Take(count / 2)], dataset.Train.TokenIds, options) : null;
        var signals = new SimilaritySignals(train.Count, held.Count, own.Score, random.Score, target.ScoreOfNothing(held), own.LogMe, random.LogMe, language) { Measure = target.Measure };
        return SimilarityRules.Propose(signals, settings, config.Layers);
    }

    private static (double Score, double LogMe) Probe(Func<PretrainedModel> load, ProbeTarget target, ProbeSample train, ProbeSample held)
    {
        using var model = load();
        var features = FrozenFeatures.Of(model, train);
        var (means, deviations) = features.Moments();
        var score = target.Score(features.Standardized(means, deviations), train, FrozenFeatures.Of(model, held).Standardized(means, deviations), held);
        return (score, LogMe.Score(features, target.Columns(train)));
    }

    /// <summary>Rows whose features, twice over for two models, cost no more than the work that is allowed.</summary>
    private static int RowsWithin(ModelConfig config, PreparedDataset dataset, bool gpu)
    {
        var aRow = dataset.Train.Images is null ? Math.Max(1, dataset.Summary.MeanLength) * WorkOfAToken(config) : WorkOfAnImage(config);
        return (int)Math.Clamp(Work * (gpu ? GpuSpeedup : 1) / (4 * aRow), FewestRows, MostRows);
    }

    private static double WorkOfAToken(ModelConfig config) =>
        config.Layers * ((4.0 * config.HiddenSize * config.HiddenSize) + (3.0 * config.HiddenSize * config.IntermediateSize));

    private static double WorkOfAnImage(ModelConfig config) => config.ResNet is { } shape
        ? shape.Convolutions(config.ImageSize).Sum(c => (double)c.From * c.To * c.Kernel * c.Kernel * c.Size * c.Size)
        : config.Positions * WorkOfAToken(config);
}
