using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>Writes a trial's best weights as a model folder that Hugging Face's from_pretrained opens.</summary>
public static class BestModel
{
    /// <summary>The draws of intervals: fixed, so that measuring again gives the same.</summary>
    private const ulong IntervalSeed = 95;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Metrics that are the mean of what they are of each row.</summary>
    private static readonly string[] MeansOfRows = ["accuracy", "log_loss", "loss", "mae", "mse"];

    private static readonly string[] TokenizerFiles =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt", "vocab.json", "merges.txt",
        "added_tokens.json", "sentencepiece.bpe.model", "spiece.model", "chat_template.jinja",
    ];

    /// <summary>Exports the best epoch of a checkpoint. Equal inputs give equal bytes.</summary>
    /// <param name="checkpointFolder">A folder that the <see cref="Trainer"/> wrote.</param>
    /// <param name="modelFolder">The pretrained model it was trained from: its config and tokenizer are taken over.</param>
    /// <param name="dataset">The dataset: its task and the names of the classes.</param>
    /// <param name="outputFolder">Receives model.safetensors, config.json and the tokenizer's files.</param>
    /// <exception cref="InvalidInputException">The checkpoint has no evaluated epoch, or a folder is not readable.</exception>
    public static void Export(string checkpointFolder, string modelFolder, PreparedDataset dataset, string outputFolder)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var best = Checkpoint.BestPath(checkpointFolder);
        if (!File.Exists(best))
        {
            throw new InvalidInputException(best, null, "The checkpoint has no weights of an evaluated epoch.", "Train the trial to its first evaluation.");
        }

        var (family, config) = ModelFolder.ReadConfig(modelFolder);
        Directory.CreateDirectory(outputFolder);
        Place(best, Path.Combine(outputFolder, "model.safetensors"));
        WriteConfig(config.Json, family.ClassName(config), dataset, Path.Combine(outputFolder, "config.json"));
        foreach (var name in TokenizerFiles.Where(n => File.Exists(Path.Combine(modelFolder, n))))
        {
            Place(Path.Combine(modelFolder, name), Path.Combine(outputFolder, name));
        }

        FineTuningTask.Find(dataset.Task).DescribeInput(modelFolder, outputFolder);
    }

    /// <summary>Measures an exported model over a split of the dataset that it was trained on.</summary>
    /// <param name="folder">What <see cref="Export"/> wrote.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="split">The split, usually its test rows.</param>
    /// <param name="objective">The metric that gets an interval besides accuracy.</param>
    /// <param name="device">"auto", "cpu" or "cuda".</param>
    /// <exception cref="InvalidInputException">The folder is no model of the dataset's task.</exception>
    public static EvaluationResult Evaluate(string folder, PreparedDataset dataset, PreparedSplit split, string objective, string device = "cpu")
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(split);
        var task = FineTuningTask.Find(dataset.Task);
        using var scope = NewDisposeScope();
        var options = new WeightOptions(0, ScalarType.Float32, ComputeDevice.Select(device));
        using var model = PretrainedModel.Load(folder, task.Model, task.HeadLabels(dataset), options);
        if (model.Report.New.Count > 0)
        {
            throw new InvalidInputException(folder, null, $"The model has no trained head for the task {task.Name}.", "Fine-tune it first, or name the best/ folder of a study.");
        }

        var outcome = task.Evaluate(model, dataset, split);
        var metrics = outcome.Count == 0 ? [] : outcome.MeasureAll();
        var intervals = new SortedDictionary<string, ConfidenceInterval>(StringComparer.Ordinal);
        foreach (var name in new[] { "accuracy", MetricNames.Canonical(objective) }.Distinct().Where(metrics.ContainsKey))
        {
            if (outcome.Interval(name, IntervalSeed) is { } interval)
            {
                intervals[name] = interval;
            }
        }

        return new EvaluationResult(metrics, intervals, split.Count);
    }

    /// <summary>One loss for each row of a split, for comparing models row by row: the objective where it is a mean over rows, else errors, else the loss.</summary>
    /// <param name="folder">A model folder.</param>
    /// <param name="dataset">The dataset that the split is of.</param>
    /// <param name="split">The rows.</param>
    /// <param name="objective">What models are compared by.</param>
    /// <param name="device">"auto", "cpu" or "cuda".</param>
    public static double[] RowLosses(string folder, PreparedDataset dataset, PreparedSplit split, string objective, string device = "cpu")
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(split);
        var task = FineTuningTask.Find(dataset.Task);
        using var scope = NewDisposeScope();
        var options = new WeightOptions(0, ScalarType.Float32, ComputeDevice.Select(device));
        using var model = PretrainedModel.Load(folder, task.Model, task.HeadLabels(dataset), options);
        var outcome = task.Evaluate(model, dataset, split);
        var metric = new[] { MetricNames.Canonical(objective), "accuracy", "loss" }.First(name => name == "loss" || (MeansOfRows.Contains(name) && outcome.Metrics.Contains(name)));
        return [.. Enumerable.Range(0, outcome.Count).Select(row => outcome.Measure(metric, [row])).Select(value => MetricNames.IsMaximized(metric) ? 1 - value : value)];
    }

    private static void WriteConfig(JsonElement original, string className, PreparedDataset dataset, string path)
    {
        var task = FineTuningTask.Find(dataset.Task);
        var config = JsonObject.Create(original)!;
        config["architectures"] = new JsonArray(className + task.ClassSuffix);
        if (task.HeadLabels(dataset) is { } labels)
        {
            config["id2label"] = new JsonObject(labels.Select((l, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), (JsonNode?)l)));
            config["label2id"] = new JsonObject(labels.Select((l, i) => KeyValuePair.Create(l, (JsonNode?)i)));
        }

        task.Describe(config);
        TextPairs.Describe(config, dataset.Summary);
        config.Remove("torch_dtype");
        config["dtype"] = "float32";
        config.Remove("_name_or_path");
        var partial = path + ".partial";
        File.WriteAllText(partial, config.ToJsonString(Layout) + "\n");
        File.Move(partial, path, overwrite: true);
    }

    private static void Place(string from, string to)
    {
        File.Copy(from, to + ".partial", overwrite: true);
        File.Move(to + ".partial", to, overwrite: true);
    }
}
