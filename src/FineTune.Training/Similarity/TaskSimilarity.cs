using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
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

    /// <summary>Whether the data are of a kind that can be measured: rows of tokens with one of several classes each, in both splits that are looked at.</summary>
    public static bool CanMeasure(PreparedDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Labels.Length > 1 && dataset.Train.TokenIds.Length > 0
            && dataset.Train.LabelIds.Length == dataset.Train.Count && dataset.Validation.LabelIds.Length == dataset.Validation.Count && dataset.Validation.Count > 0;
    }

    /// <summary>Measures a model on a dataset of single labels.</summary>
    /// <param name="modelFolder">The pretrained model.</param>
    /// <param name="dataset">The dataset; its test split is not looked at.</param>
    /// <param name="settings">What is recommended for the model: the proposals lie in its ranges.</param>
    /// <param name="seed">Seed of the subset, of the random weights and of the masks.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="threads">CPU threads; 0 takes all.</param>
    public static SimilarityFinding Measure(
        string modelFolder, PreparedDataset dataset, RecommendedSettings settings, ulong seed, string device = "cpu", int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ComputeDevice.UseThreads(threads);
        using var scope = NewDisposeScope();
        var options = new WeightOptions(seed, ScalarType.Float32, ComputeDevice.Select(device));
        var key = new RandomKey(seed).Derive("similarity");
        var count = RowsWithin(modelFolder, dataset, options.Device.type == DeviceType.CUDA);
        var train = Sample.Of(dataset.Train, StratifiedRows.Take(dataset.Train, count, key));
        var held = Sample.Of(dataset.Validation, StratifiedRows.Take(dataset.Validation, count, key));
        var classes = dataset.Labels.Length;
        var own = Probe(() => PretrainedModel.Load(modelFolder, ModelTask.SequenceClassification, dataset.Labels, options), train, held, classes);
        var (family, config) = ModelFolder.ReadConfig(modelFolder);
        var random = Probe(() => PretrainedModel.Create(family, config, ModelTask.SequenceClassification, options), train, held, classes);
        var language = LanguageModelLoss.Measure(modelFolder, [.. held.Tokens.Take(count / 2)], dataset.Train.TokenIds, options);
        var signals = new SimilaritySignals(train.Labels.Length, held.Labels.Length, own.Accuracy, random.Accuracy, MostFrequent(held.Labels), own.LogMe, random.LogMe, language);
        return SimilarityRules.Propose(signals, settings, config.Layers);
    }

    private static (double Accuracy, double LogMe) Probe(Func<PretrainedModel> load, Sample train, Sample held, int classes)
    {
        using var model = load();
        var features = FrozenFeatures.Of(model, train.Tokens);
        var (means, deviations) = features.Moments();
        var probe = LinearProbe.Fit(features.Standardized(means, deviations), train.Labels, classes, c: 0.1);
        var predictions = probe.Predict(FrozenFeatures.Of(model, held.Tokens).Standardized(means, deviations));
        var hits = predictions.Zip(held.Labels).Count(pair => pair.First == pair.Second);
        return ((double)hits / held.Labels.Length, LogMe.Score(features, LogMe.OneHot(train.Labels, classes)));
    }

    /// <summary>Rows whose features, twice over for two models, cost no more than the work that is allowed.</summary>
    private static int RowsWithin(string modelFolder, PreparedDataset dataset, bool gpu)
    {
        var (_, config) = ModelFolder.ReadConfig(modelFolder);
        var aToken = config.Layers * ((4.0 * config.HiddenSize * config.HiddenSize) + (3.0 * config.HiddenSize * config.IntermediateSize));
        var aRow = aToken * Math.Max(1, dataset.Summary.MeanLength);
        return (int)Math.Clamp(Work * (gpu ? GpuSpeedup : 1) / (4 * aRow), FewestRows, MostRows);
    }

    private static double MostFrequent(int[] labels) => labels.CountBy(label => label).Max(entry => entry.Value) / (double)labels.Length;

    /// <summary>Some rows of a split.</summary>
    private sealed record Sample(int[][] Tokens, int[] Labels)
    {
        public static Sample Of(PreparedSplit split, int[] rows) =>
            new([.. rows.Select(row => split.Tokens(row).ToArray())], [.. rows.Select(row => split.LabelIds[row])]);
    }
}
