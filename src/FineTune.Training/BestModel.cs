using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Checkpoints;
using FineTune.Training.Datasets;
using FineTune.Training.Models;

namespace FineTune.Training;

/// <summary>Writes a trial's best weights as a model folder that Hugging Face's from_pretrained opens.</summary>
public static class BestModel
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] TokenizerFiles =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt", "vocab.json", "merges.txt",
        "added_tokens.json", "sentencepiece.bpe.model", "spiece.model", "chat_template.jinja",
    ];

    /// <summary>Exports the best epoch of a checkpoint. Equal inputs give equal bytes.</summary>
    /// <param name="checkpointFolder">A folder that the <see cref="Trainer"/> wrote.</param>
    /// <param name="modelFolder">The pretrained model it was trained from: its config and tokenizer are taken over.</param>
    /// <param name="dataset">The dataset, for the names of the classes.</param>
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
        WriteConfig(config.Json, family.ClassName(config), dataset.Labels, Path.Combine(outputFolder, "config.json"));
        foreach (var name in TokenizerFiles.Where(n => File.Exists(Path.Combine(modelFolder, n))))
        {
            Place(Path.Combine(modelFolder, name), Path.Combine(outputFolder, name));
        }
    }

    private static void WriteConfig(JsonElement original, string className, IReadOnlyList<string> labels, string path)
    {
        var config = JsonObject.Create(original)!;
        config["architectures"] = new JsonArray(className + "ForSequenceClassification");
        config["id2label"] = new JsonObject(labels.Select((l, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), (JsonNode?)l)));
        config["label2id"] = new JsonObject(labels.Select((l, i) => KeyValuePair.Create(l, (JsonNode?)i)));
        config["problem_type"] = "single_label_classification";
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
