using System.Diagnostics;
using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Bench;

/// <summary>The product's side: the trainer's own update, batch by batch.</summary>
internal static class Product
{
    /// <summary>Trains the work's batches; writes the weights that it begins with where a path is given.</summary>
    public static BenchAnswer Train(BenchWork work, string? weights = null)
    {
        ComputeDevice.UseThreads(work.Threads);
        using var scope = NewDisposeScope();
        var (family, config) = Read(work);
        var model = PretrainedModel.Create(family, config, TaskOf(work), WeightOptions.Cpu(1));
        var hyperparameters = new Hyperparameters
        {
            LearningRate = 1e-5, BatchSize = BenchWork.BatchSize, Epochs = 100, LoraRank = work.LoraRank,
            FrozenLayers = work.FrozenLayers, FreezeEmbeddings = work.FrozenLayers > 0,
        };
        var task = Rows(work, hyperparameters);
        var order = new DataOrder(task.Count, BenchWork.BatchSize, _ => [.. Enumerable.Range(0, task.Count)]);
        using var run = new TrainingRun(model, task, hyperparameters, 1, order, work.Threads);
        if (weights is not null)
        {
            WeightStore.Write(weights, [.. model.Weights.Select(w => (w, (Tensor)w.Value, string.Empty))], buffers: model.Buffers);
        }

        var (loss, norm) = FirstLoss(run, task);
        var rates = new List<double[]>();
        for (var repeat = 0; repeat <= work.Repeats; repeat++)
        {
            var clock = Stopwatch.StartNew();
            var busy = Environment.CpuUsage.TotalTime;
            for (var step = 0; step < work.Batches.Count; step++)
            {
                run.Train((repeat * work.Batches.Count) + step);
            }

            if (repeat > 0)
            {
                rates.Add([task.Count / clock.Elapsed.TotalSeconds, task.Count / (Environment.CpuUsage.TotalTime - busy).TotalSeconds]);
            }
        }

        return new BenchAnswer(loss, norm, rates);
    }

    private static (ModelFamily Family, ModelConfig Config) Read(BenchWork work)
    {
        var folder = Directory.CreateTempSubdirectory("finetune-bench-").FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), work.Config.GetRawText());
        var (family, config) = ModelFolder.ReadConfig(folder);
        Directory.Delete(folder, recursive: true);
        return (family, config with { Labels = [.. Enumerable.Range(0, work.Labels).Select(i => $"{i}")] });
    }

    private static ModelTask TaskOf(BenchWork work) => work.Task switch
    {
        "image" => ModelTask.ImageClassification,
        "causal" => ModelTask.MaskedLanguage,
        _ => ModelTask.SequenceClassification,
    };

    private static ITrainingTask Rows(BenchWork work, Hyperparameters hyperparameters)
    {
        int[][] rows = [.. work.Batches.SelectMany(b => b.Rows)];
        long[] offsets = [0, .. rows.Select((_, i) => rows.Take(i + 1).Sum(r => (long)r.Length))];
        return work.Task switch
        {
            "image" => new PixelTask(work),
            "causal" => new NextTokenTask(rows, rows),
            _ => new ClassificationTask(
                new PreparedSplit([.. rows.SelectMany(r => r)], offsets, [.. work.Batches.SelectMany(b => b.Labels)], [.. Enumerable.Range(1, rows.Length)]), hyperparameters),
        };
    }

    private static (double Loss, double GradientNorm) FirstLoss(TrainingRun run, ITrainingTask task)
    {
        using var scope = NewDisposeScope();
        int[] rows = [.. Enumerable.Range(0, BenchWork.BatchSize)];
        var loss = task.Loss(run.Model, rows, ForwardPass.Evaluation, task.WeightOf(rows));
        loss.backward();
        var norm = nn.utils.clip_grad_norm_(run.Model.Weights.Where(w => w.Value.requires_grad).Select(w => w.Value), double.MaxValue);
        run.Updates.ForgetGradients();
        return (loss.item<float>(), norm);
    }
}
