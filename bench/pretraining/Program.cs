// bench/pretraining: what pre-training is worth. Fine-tunes a pretrained encoder and one of the same shape with random weights on the
// same data with the same settings, and prints the accuracies of both on the test split, the better of several learning rates each
// (chosen on the validation split).
// Usage: dotnet run -c Release --project bench/pretraining -- MODEL_FOLDER DATASET_FOLDER [epochs] [rates] [threads]
using System.Globalization;
using FineTune.Training;
using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using static TorchSharp.torch;

var (modelFolder, datasetFolder) = (args[0], args[1]);
var epochs = args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 8;
var rates = (args.Length > 3 ? args[3] : "5e-4,1e-3").Split(',').Select(r => double.Parse(r, CultureInfo.InvariantCulture)).ToArray();
var threads = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 1;
var work = Directory.CreateTempSubdirectory("finetune-bench-").FullName;
var random = Path.Combine(work, "random");
WriteRandom(modelFolder, random);
var dataset = DatasetPreparation.Prepare(datasetFolder, modelFolder, new DatasetOptions { Seed = 1 }, Path.Combine(work, "data"));
Console.WriteLine($"{dataset.Train.Count} training, {dataset.Validation.Count} validation, {dataset.Test.Count} test rows, {dataset.Labels.Length} classes; {epochs} epochs, batch 16");
foreach (var (name, folder) in new[] { ("pretrained", modelFolder), ("random", random) })
{
    var (best, bestFolder) = (default(SegmentResult), string.Empty);
    foreach (var rate in rates)
    {
        var output = Path.Combine(work, $"{name}-{rate:R}");
        var result = Trainer.TrainSegment(Request(folder, output, rate), null, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-10} rate {rate:G2}: validation {result.BestObjective:P1} at epoch {result.BestEpoch}, {result.Seconds:F0} s"));
        (best, bestFolder) = best is null || result.BestObjective > best.BestObjective ? (result, output) : (best, bestFolder);
    }

    BestModel.Export(bestFolder, folder, dataset, bestFolder + "-best");
    var test = BestModel.Evaluate(bestFolder + "-best", dataset, dataset.Test, "accuracy");
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-10} test accuracy {test.Metrics["accuracy"]:P1} ({test.Intervals["accuracy"].Low:P1} to {test.Intervals["accuracy"].High:P1})"));
}

Directory.Delete(work, recursive: true);

SegmentRequest Request(string folder, string output, double rate) => new()
{
    ModelFolder = folder,
    Dataset = dataset,
    Hyperparameters = RecommendedDefaults.For(folder).Hyperparameters with { LearningRate = rate, Epochs = epochs },
    Seed = 1,
    ToEpoch = epochs,
    OutputFolder = output,
    Threads = threads,
    Device = "cpu",
};

static void WriteRandom(string pretrained, string folder)
{
    Directory.CreateDirectory(folder);
    foreach (var file in Directory.EnumerateFiles(pretrained).Where(f => !f.EndsWith(".safetensors", StringComparison.Ordinal)))
    {
        File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    using var scope = NewDisposeScope();
    var (family, config) = ModelFolder.ReadConfig(folder);
    using var model = PretrainedModel.Create(family, config, ModelTask.MaskedLanguage, WeightOptions.Cpu(1));
    WeightStore.Write(Path.Combine(folder, "model.safetensors"), [.. model.Weights.Select(w => (w, (Tensor)w.Value, string.Empty))]);
}
