using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using FineTune.Training.Optimization;

namespace FineTune.Training.Pretraining;

/// <summary>The files of a pre-training: the model folder, the curve of losses, and the state under training/ to go on from.</summary>
internal sealed class PretrainingFiles(PretrainRequest request, PretrainedModel model)
{
    private const string StateName = "pretraining.json";
    private static readonly string[] Taken = ["config.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"];

    /// <summary>Whether an earlier run left a state to go on from.</summary>
    public static bool HasState(string outputFolder) => File.Exists(Path.Combine(outputFolder, "training", StateName));

    private string Folder => Path.Combine(request.OutputFolder, "training");

    /// <summary>Takes an earlier run's state over, where there is one.</summary>
    public PretrainingState? Resume(WeightUpdates updates)
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, StateName);
        if (!File.Exists(path))
        {
            return null;
        }

        var state = JsonSerializer.Deserialize(File.ReadAllBytes(path), PretrainingJson.Default.PretrainingState)!;
        Checkpoint.ReadState(Path.Combine(Folder, StepFolder(state)), updates, model, state.Step);
        return state;
    }

    /// <summary>Appends a point to the curve.</summary>
    public void Log(PretrainReport report) => File.AppendAllText(
        Path.Combine(request.OutputFolder, "pretraining.jsonl"), JsonSerializer.Serialize(report, PretrainingJson.Default.PretrainReport) + "\n");

    /// <summary>Writes the model folder, and the state last, so that a crash leaves the state before.</summary>
    public void Save(PretrainingState state, WeightUpdates updates)
    {
        foreach (var name in Taken.Where(n => request.FromModelFolder is not null && File.Exists(Path.Combine(request.FromModelFolder, n))))
        {
            File.Copy(Path.Combine(request.FromModelFolder!, name), Path.Combine(request.OutputFolder, name), overwrite: true);
        }

        WeightStore.Write(
            Path.Combine(request.OutputFolder, "model.safetensors"),
            [.. model.Weights.Select(w => (w, (TorchSharp.torch.Tensor)w.Value, string.Empty))], half: true);
        var folder = Path.Combine(Folder, StepFolder(state));
        Directory.CreateDirectory(folder);
        Checkpoint.WriteState(folder, updates, model, state.Step);
        var path = Path.Combine(Folder, StateName);
        File.WriteAllBytes(path + ".partial", JsonSerializer.SerializeToUtf8Bytes(state, PretrainingJson.Default.PretrainingState));
        File.Move(path + ".partial", path, overwrite: true);
        foreach (var old in Directory.EnumerateDirectories(Folder).Where(d => Path.GetFileName(d) != StepFolder(state)))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private static string StepFolder(PretrainingState state) => $"step-{state.Step}";
}
