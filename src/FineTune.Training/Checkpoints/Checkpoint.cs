using System.Text.Json;
using FineTune.Training.Adapters;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Optimization.Rules;

namespace FineTune.Training.Checkpoints;

/// <summary>
/// A checkpoint folder: checkpoint.json, state.safetensors (trained weights and their moments) and best.safetensors (all
/// weights of the best epoch). Equal states give equal bytes.
/// </summary>
internal static class Checkpoint
{
    private const string Json = "checkpoint.json";
    private const string State = "state.safetensors";
    private const string Best = "best.safetensors";

    /// <summary>Reads checkpoint.json.</summary>
    /// <exception cref="InvalidInputException">The folder holds no readable checkpoint.</exception>
    public static TrainingProgress ReadProgress(string folder)
    {
        var path = Path.Combine(folder, Json);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), CheckpointJson.Default.TrainingProgress) ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(path, null, "The checkpoint is absent or not readable.", "Start the trial anew.");
        }
    }

    /// <summary>Writes checkpoint.json, the last file of a checkpoint.</summary>
    public static void WriteProgress(string folder, TrainingProgress progress)
    {
        var partial = Path.Combine(folder, Json + ".partial");
        File.WriteAllBytes(partial, JsonSerializer.SerializeToUtf8Bytes(progress, CheckpointJson.Default.TrainingProgress));
        File.Move(partial, Path.Combine(folder, Json), overwrite: true);
    }

    /// <summary>Writes the trained weights, what the optimizer remembers of them after so many updates, and the model's running statistics.</summary>
    public static void WriteState(string folder, WeightUpdates updates, PretrainedModel model, long steps) => WeightStore.Write(
        Path.Combine(folder, State), [.. updates.States(steps).Select(s => Described(s.Weight, s.State))], buffers: model.Buffers);

    /// <summary>Reads the trained weights, what the optimizer remembers of them, and the model's running statistics back.</summary>
    public static void ReadState(string folder, WeightUpdates updates, PretrainedModel model, long step)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, State));
        foreach (var (weight, state) in updates.States(step))
        {
            var (described, target, prefix) = Described(weight, state);
            WeightStore.Read(file, described, target, prefix);
        }

        WeightStore.Read(file, model.Buffers);
        updates.Resume(step);
    }

    /// <summary>Writes all weights as those of the best epoch, adapters merged; adapters also by themselves, as peft stores them.</summary>
    public static void WriteBest(string folder, PretrainedModel model)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        WeightStore.Write(BestPath(folder), [.. model.PlainWeights().Select(w => (w.Weight, w.Value, string.Empty))], buffers: model.Buffers);
        if (model.Adapters is not null)
        {
            AdapterFolder.Save(model, Path.Combine(folder, "best-adapter"), model.Config.ModelType);
        }
    }

    /// <summary>Where the best epoch's weights are.</summary>
    public static string BestPath(string folder) => Path.Combine(folder, Best);

    /// <summary>Takes a file over from the parent checkpoint, where it has it.</summary>
    public static void CopyBest(string parent, string folder) => Copy(BestPath(parent), BestPath(folder));

    /// <summary>Takes the parent's state over: what is kept of a trial that diverged.</summary>
    public static void CopyState(string parent, string folder) => Copy(Path.Combine(parent, State), Path.Combine(folder, State));

    /// <summary>A tensor with a shape of its own is a single part under its whole name.</summary>
    private static (ModelWeight Weight, TorchSharp.torch.Tensor Value, string Prefix) Described(ModelWeight weight, StateTensor state) =>
        state.IsLikeWeight ? (weight, state.Value, state.Name)
            : (weight with { Parts = [new WeightPart(state.Name, 0, state.Value.shape)] }, state.Value, string.Empty);

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to, overwrite: true);
        }
    }
}
