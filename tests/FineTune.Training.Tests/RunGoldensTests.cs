using System.Text.Json;
using FineTune.Training.Adapters;
using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Tasks;
using FineTune.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>Whole fine-tunings recorded with the transformers library, update by update.</summary>
public sealed class RunGoldensTests
{
    private static string Runs => Path.Combine(SharedFiles.Goldens, "transformers", "runs");

    public static TheoryData<string> Variants()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Runs, "*.json").Order(StringComparer.Ordinal))
        {
            var run = Read(file);
            if (run.TryGetProperty("steps", out _) && !run.TryGetProperty("warning", out _))
            {
                data.Add(Path.GetFileNameWithoutExtension(file));
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_recorded_fine_tuning_is_repeated(string variant)
    {
        using var scope = NewDisposeScope();
        set_num_threads(1);
        var expected = Read(Path.Combine(Runs, variant + ".json"));
        using var run = Start(expected, out var validation);
        var evaluations = expected.GetProperty("evaluations").EnumerateArray().ToArray();
        var step = 0;
        foreach (var update in expected.GetProperty("steps").EnumerateArray())
        {
            Assert.Equal(update.GetProperty("learning_rate").GetDouble(), expected.GetProperty("settings").GetProperty("learning_rate").GetDouble() * run.Curve.Factor(step), 1e-12);
            var (loss, norm, _) = run.Train(step++);
            AssertWithin(update.GetProperty("loss").GetDouble(), loss, 2e-5, $"loss at update {step}");
            AssertWithin(update.GetProperty("grad_norm").GetDouble(), norm, 5e-5 * norm, $"gradient norm at update {step}");
            if (step % run.Order.StepsPerEpoch == 0)
            {
                var accuracy = ClassOutcome.Of(run.Model, validation).Measure("accuracy");
                AssertWithin(evaluations[(step / run.Order.StepsPerEpoch) - 1].GetProperty("eval_accuracy").GetDouble(), accuracy, 1.01 / validation.Count, "accuracy");
            }
        }

        Assert.Equal(expected.GetProperty("optimizer_steps").GetInt32(), step);
        AssertEnd(expected, run.Model, validation);
    }

    private static void AssertEnd(JsonElement expected, PretrainedModel model, PreparedSplit validation)
    {
        AssertWithin(expected.GetProperty("final_cross_entropy_on_eval_rows").GetDouble(), ClassOutcome.Of(model, validation).Measure("loss"), 2e-5, "final loss");
        var logits = expected.GetProperty("final_logits_first_16_eval_rows").EnumerateArray().ToArray();
        var actual = Predictor.Logits(model, [.. Enumerable.Range(0, logits.Length).Select(i => validation.Tokens(i).ToArray())]);
        for (var row = 0; row < logits.Length; row++)
        {
            foreach (var (value, i) in logits[row].EnumerateArray().Select((v, i) => (v.GetDouble(), i)))
            {
                AssertWithin(value, actual[row][i], 2e-4, $"logit {i} of row {row}");
            }
        }
    }

    private static TrainingRun Start(JsonElement expected, out PreparedSplit validation)
    {
        var settings = expected.GetProperty("settings");
        var data = Read(Path.Combine(Runs, "data.json"));
        var labels = data.GetProperty("labels").EnumerateArray().Select(l => l.GetString()!).ToArray();
        var tokenizer = Tokenizer.Load(DataFolder("w-minilm-l6"));
        var rows = expected.TryGetProperty("rows_used", out var used) ? used.GetInt32() : int.MaxValue;
        var train = Split("train.csv", data, "train_rows", labels, tokenizer, rows);
        validation = Split("test.csv", data, "eval_rows", labels, tokenizer, int.MaxValue);
        var model = Load(expected.GetProperty("variant").GetString()!, labels);
        if (expected.TryGetProperty("trainable", out _))
        {
            AdapterFolder.Load(model, Path.Combine(Runs, expected.GetProperty("variant").GetString() + "-initial"));
        }

        var hyperparameters = Settings(expected, settings, model);
        var order = new DataOrder(train.Count, hyperparameters.BatchSize, _ => [.. Enumerable.Range(0, train.Count)]);
        return new TrainingRun(model, train, hyperparameters, 1, order);
    }

    private static Hyperparameters Settings(JsonElement expected, JsonElement settings, PretrainedModel model)
    {
        var micro = settings.GetProperty("per_device_train_batch_size").GetInt32();
        var frozen = expected.TryGetProperty("frozen", out var names) ? names.EnumerateArray().Select(n => n.GetString()!).ToArray() : [];
        return new Hyperparameters
        {
            LearningRate = settings.GetProperty("learning_rate").GetDouble(),
            BatchSize = micro * settings.GetProperty("gradient_accumulation_steps").GetInt32(),
            MicroBatchSize = micro,
            Epochs = settings.GetProperty("num_train_epochs").GetDouble(),
            Dropout = 0,
            WeightDecay = settings.GetProperty("weight_decay").GetDouble(),
            Schedule = Enum.Parse<LearningRateSchedule>(settings.GetProperty("lr_scheduler_type").GetString()!, ignoreCase: true),
            WarmupRatio = settings.GetProperty("warmup_ratio").GetDouble(),
            MaxGradientNorm = settings.GetProperty("max_grad_norm").GetDouble(),
            LabelSmoothing = settings.GetProperty("label_smoothing_factor").GetDouble(),
            ClassWeights = expected.TryGetProperty("class_weights", out var weights) ? [.. weights.EnumerateArray().Select(w => w.GetDouble())] : null,
            FreezeEmbeddings = frozen.Any(n => n.Contains("embeddings", StringComparison.Ordinal)),
            FrozenLayers = Enumerable.Range(0, model.Config.Layers).Count(i => frozen.Any(n => n.Contains($".layer.{i}.", StringComparison.Ordinal))),
        };
    }

    private static PretrainedModel Load(string variant, string[] labels)
    {
        var word = variant.Split('-')[0];
        var classifier = Path.Combine(Runs, $"{word}-initial-classifier.safetensors");
        if (!File.Exists(classifier))
        {
            return PretrainedModel.Load(Path.Combine(Runs, "initial-bert"), ModelTask.SequenceClassification, null, WeightOptions.Cpu(0));
        }

        var folder = Directory.EnumerateDirectories(SharedFiles.Root + "/data", $"w-{word}*").Single();
        var model = PretrainedModel.Load(folder, ModelTask.SequenceClassification, labels, WeightOptions.Cpu(0));
        using var file = SafetensorsFile.Open(classifier);
        foreach (var weight in model.Weights.Where(w => file.TryGet(w.Name, out _)))
        {
            WeightStore.Read(file, weight, weight.Value, string.Empty);
        }

        return model;
    }

    private static PreparedSplit Split(string file, JsonElement data, string rows, string[] labels, Tokenizer tokenizer, int count)
    {
        var lines = CsvRows(Path.Combine(DataFolder("text-banking77"), file));
        var (ids, offsets, labelIds) = (new List<int>(), new List<long> { 0 }, new List<int>());
        foreach (var row in data.GetProperty(rows).EnumerateArray().Select(r => r.GetInt32()).Take(count))
        {
            tokenizer.EncodeIds(lines[row + 1][0], ids, data.GetProperty("max_length").GetInt32());
            offsets.Add(ids.Count);
            labelIds.Add(Array.IndexOf(labels, lines[row + 1][1]));
        }

        return new PreparedSplit([.. ids], [.. offsets], [.. labelIds], [.. Enumerable.Range(1, labelIds.Count)]);
    }

    private static List<List<string>> CsvRows(string path)
    {
        var rows = new List<List<string>> { new() };
        var (field, quoted, text) = (new System.Text.StringBuilder(), false, File.ReadAllText(path));
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(text[i++]);
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (!quoted && c is ',' or '\n')
            {
                rows[^1].Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    rows.Add([]);
                }
            }
            else
            {
                field.Append(c);
            }
        }

        return rows;
    }

    private static string DataFolder(string name)
    {
        var folder = Path.Combine(SharedFiles.Root, "data", name);
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is not at hand.");
        return folder;
    }

    private static void AssertWithin(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{what}: {actual:R}, expected {expected:R} within {tolerance:G2}.");

    private static JsonElement Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }
}
