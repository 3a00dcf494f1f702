using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;

namespace FineTune.Training.Adapters;

/// <summary>Adapters as peft stores them: adapter_config.json and adapter_model.safetensors.</summary>
internal static class AdapterFolder
{
    private const string ConfigName = "adapter_config.json";
    private const string WeightsName = "adapter_model.safetensors";
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>Whether a folder holds an adapter.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ConfigName)) && File.Exists(Path.Combine(folder, WeightsName));

    /// <summary>Attaches the adapters of a folder to a model, with the modules that were saved whole.</summary>
    /// <exception cref="InvalidInputException">The folder is damaged, or its adapters do not fit the model.</exception>
    public static void Load(PretrainedModel model, string folder)
    {
        var added = LoraAttachment.Attach(model, ReadSettings(folder), 0);
        using var file = SafetensorsFile.Open(Path.Combine(folder, WeightsName));
        foreach (var weight in added)
        {
            WeightStore.Read(file, weight, weight.Value, string.Empty);
        }

        foreach (var weight in model.Weights.Where(w => w.Value.requires_grad && !added.Contains(w)))
        {
            ReadParts(file, model, weight);
        }
    }

    /// <summary>Writes the adapters of a model, with the modules that were trained whole.</summary>
    public static void Save(PretrainedModel model, string folder, string baseModel)
    {
        var settings = model.Adapters!.Settings;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ConfigName), WriteSettings(model, baseModel) + "\n");
        var saved = model.Weights.Where(w => w.Value.requires_grad).Select(w =>
        {
            var parts = w.Parts.Where(p => !w.FrozenRows.Contains((p.FirstRow, p.Shape[0]))).Select(p => p with { Name = StoredName(model, p.Name) });
            return (w with { Parts = [.. parts] }, (TorchSharp.torch.Tensor)w.Value, string.Empty);
        });
        WeightStore.Write(Path.Combine(folder, WeightsName), [.. saved]);
    }

    /// <summary>What peft calls a tensor of the model: biases of adapted modules stand one level deeper.</summary>
    public static string StoredName(PretrainedModel model, string name)
    {
        if (name.StartsWith(LoraAttachment.Prefix, StringComparison.Ordinal))
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var isAdapted = model.Adapters!.Adapters.Any(a => a.Name == name[..dot]);
        return LoraAttachment.Prefix + (isAdapted ? $"{name[..dot]}.base_layer{name[dot..]}" : name);
    }

    /// <summary>Reads adapter_config.json.</summary>
    public static LoraSettings ReadSettings(string folder)
    {
        var path = Path.Combine(folder, ConfigName);
        try
        {
            using var document = StrictJson.Parse(File.ReadAllBytes(path));
            AdapterChecks.ThrowIfUnsupported(path, document.RootElement);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidInputException(path, null, "The adapter's configuration is absent or not readable.", "Use a folder that peft or this program wrote.");
        }
    }

    private static LoraSettings Read(JsonElement json)
    {
        List<string> Texts(string name) => !json.TryGetProperty(name, out var value) ? []
            : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!).Distinct()]
            : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
            : [];
        bool Flag(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
        Dictionary<string, double> Numbers(string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble())
            : [];
        var layers = json.TryGetProperty("layers_to_transform", out var listed) ? listed : default;
        return new LoraSettings
        {
            Rank = json.GetProperty("r").GetInt32(),
            Alpha = json.GetProperty("lora_alpha").GetDouble(),
            Dropout = json.TryGetProperty("lora_dropout", out var dropout) ? dropout.GetDouble() : 0,
            Targets = Texts("target_modules"),
            TargetsArePattern = json.GetProperty("target_modules").ValueKind == JsonValueKind.String && json.GetProperty("target_modules").GetString() != "all-linear",
            Excluded = Texts("exclude_modules"),
            Layers = layers.ValueKind switch
            {
                JsonValueKind.Array => [.. layers.EnumerateArray().Select(l => l.GetInt32())],
                JsonValueKind.Number => [layers.GetInt32()],
                _ => [],
            },
            RankPattern = Numbers("rank_pattern").ToDictionary(p => p.Key, p => (int)p.Value),
            AlphaPattern = Numbers("alpha_pattern"),
            RootScaling = Flag("use_rslora"),
            Decomposed = Flag("use_dora"),
            TrainsBiases = json.TryGetProperty("bias", out var bias) && bias.GetString() == "lora_only",
            SavedModules = Texts("modules_to_save"),
        };
    }

    /// <summary>What peft calls the task; it has no name for hidden words and for images.</summary>
    private static string? TaskType(PretrainedModel model) => model.Task switch
    {
        ModelTask.SequenceClassification => "SEQ_CLS",
        ModelTask.TokenClassification => "TOKEN_CLS",
        ModelTask.MaskedLanguage when model.Family.IsCausal => "CAUSAL_LM",
        _ => null,
    };

    private static string WriteSettings(PretrainedModel model, string baseModel)
    {
        var settings = model.Adapters!.Settings;
        var saved = settings.SavedModules.Where(s => model.Weights.Any(w => w.Parts.Any(p => p.Name.Split('.').Contains(s)))).ToArray();
        static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);
        return new JsonObject
        {
            ["alpha_pattern"] = new JsonObject(settings.AlphaPattern.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
            ["base_model_name_or_path"] = baseModel,
            ["bias"] = settings.TrainsBiases ? "lora_only" : "none",
            ["exclude_modules"] = settings.Excluded.Count == 0 ? null : List(settings.Excluded),
            ["fan_in_fan_out"] = model.Adaptables.Any(a => a.Target.IsTransposed),
            ["inference_mode"] = true,
            ["layers_to_transform"] = settings.Layers.Count == 0 ? null : new JsonArray([.. settings.Layers.Select(l => (JsonNode?)l)]),
            ["lora_alpha"] = settings.Alpha,
            ["lora_dropout"] = settings.Dropout,
            ["modules_to_save"] = saved.Length == 0 ? null
                : model.Task is ModelTask.SequenceClassification or ModelTask.TokenClassification ? List(settings.SavedModules) // both names that peft gives to heads of these tasks
                : List(saved),
            ["peft_type"] = "LORA",
            ["r"] = settings.Rank,
            ["rank_pattern"] = new JsonObject(settings.RankPattern.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
            ["target_modules"] = settings.TargetsArePattern || settings.Targets is ["all-linear"] ? settings.Targets[0] : List(settings.Targets),
            ["task_type"] = TaskType(model),
            ["use_dora"] = settings.Decomposed,
            ["use_rslora"] = settings.RootScaling,
        }.ToJsonString(Layout);
    }

    private static void ReadParts(SafetensorsFile file, PretrainedModel model, ModelWeight weight)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var quiet = TorchSharp.torch.no_grad();
        weight.Own();
        foreach (var part in weight.Parts)
        {
            // A head of other classes stays new.
            if (file.TryGet(StoredName(model, part.Name), out var entry) && entry.Shape.AsSpan().SequenceEqual([.. part.Shape]))
            {
                weight.Value.narrow(0, part.FirstRow, part.Shape[0]).copy_(TorchSharp.torch.tensor(file.ReadSingles(entry), [.. part.Shape]));
            }
        }
    }
}
