using System.Security.Cryptography;

namespace FineTune.Training.Models;

/// <summary>A pretrained model as Hugging Face lays it out: config.json, safetensors weights, tokenizer.json.</summary>
public static class ModelFolder
{
    /// <summary>The largest size of anything that a configuration states: widths, heads, rows of tables. The largest known vocabulary has 262,144.</summary>
    internal const int LargestSize = 1 << 24;

    /// <summary>The most layers.</summary>
    internal const int MostLayers = 1000;

    private static readonly string[] HashedEndings = [".safetensors", ".json", ".txt", ".model"];

    /// <summary>Looks a folder over before anything is trained: architecture, size, identity, and whether its weights fit.</summary>
    /// <exception cref="InvalidInputException">Something is missing, damaged or not supported; every problem is listed.</exception>
    public static ModelSummary Inspect(string folder)
    {
        var task = ReadConfig(folder).Family is ImageFamily ? ModelTask.ImageClassification : ModelTask.SequenceClassification;
        using var model = PretrainedModel.Load(folder, task, null, WeightOptions.Cpu(0));
        var pretrained = model.Weights.Where(w => w.Depth <= model.Config.Layers).Sum(w => w.Value.numel());
        return new ModelSummary(model.Config.ModelType, pretrained, model.Config.Layers, model.Config.MaxLength, Hash(folder), model.Report);
    }

    /// <summary>SHA-256 over the names and contents of the folder's weights, configuration and tokenizer files.</summary>
    public static string Hash(string folder)
    {
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.EnumerateFiles(folder).Where(IsHashed).OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(path);
            whole.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(path) + "\n"));
            whole.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    /// <summary>Whether a folder's model reads images; false where its config.json does not say what it is.</summary>
    internal static bool ReadsImages(string folder) =>
        File.Exists(Path.Combine(folder, "config.json")) && ModelFamily.Find(ConfigReader.Open(folder).Text("model_type", string.Empty)) is ImageFamily;

    /// <summary>Reads config.json and finds the family.</summary>
    internal static (ModelFamily Family, ModelConfig Config) ReadConfig(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, null, "The model folder does not exist.", "Name a folder with config.json and model.safetensors.");
        }

        var reader = ConfigReader.Open(folder);
        var type = reader.Text("model_type", string.Empty);
        var family = ModelFamily.Find(type) ?? throw new InvalidInputException(
            Path.Combine(folder, "config.json"), "model_type",
            type.Length == 0 ? "The file does not say which architecture the model has." : $"The architecture '{type}' is not supported.",
            $"Use a model of one of these architectures: {string.Join(", ", ModelFamily.Supported)}.");
        var config = family.ReadConfig(reader, type);
        Check(reader, config);
        reader.ThrowIfAny();
        return (family, config);
    }

    /// <summary>The report as problems of the folder's weights.</summary>
    internal static IEnumerable<InputProblem> Problems(string folder, LoadReport report)
    {
        var path = Path.Combine(folder, "model.safetensors");
        const string Remedy = "Use the config.json and the weights of the same model.";
        return report.Missing.Select(n => new InputProblem(path, $"tensor '{n}'", "The tensor is missing.", Remedy))
            .Concat(report.Mismatched.Select(m => new InputProblem(
                path, $"tensor '{m.Name}'",
                $"Its shape is [{string.Join(", ", m.InFile)}] and config.json asks for [{string.Join(", ", m.Expected)}].", Remedy)))
            .Concat(report.Unexpected.Select(n => new InputProblem(path, $"tensor '{n}'", "The model has no such tensor.", Remedy)));
    }

    private static bool IsHashed(string path) => Array.Exists(HashedEndings, e => path.EndsWith(e, StringComparison.Ordinal));

    private static void Check(ConfigReader reader, ModelConfig config)
    {
        (string Field, int Size, int Most)[] sizes =
        [
            ("vocab_size", config.VocabularySize, LargestSize), ("hidden_size", config.HiddenSize, LargestSize), ("embedding_size", config.EmbeddingSize, LargestSize),
            ("intermediate_size", config.IntermediateSize, LargestSize), ("max_position_embeddings", config.Positions, LargestSize),
            ("type_vocab_size", config.TokenTypes, LargestSize), ("num_attention_heads", config.Heads, LargestSize), ("num_hidden_layers", config.Layers, MostLayers),
        ];
        foreach (var (field, size, most) in sizes.Where(s => s.Size > s.Most))
        {
            reader.Problem(field, $"'{field}' is {size}; at most {most} is supported.");
        }

        if (config.HeadsDivideSize && config.HiddenSize % config.Heads != 0)
        {
            reader.Problem("num_attention_heads", $"The hidden size {config.HiddenSize} cannot be divided among {config.Heads} heads.");
        }

        if (!Activation.Names.Contains(config.Activation))
        {
            reader.Problem("hidden_act", $"The activation '{config.Activation}' is not supported.");
        }

        if (config.PadTokenId >= config.VocabularySize)
        {
            reader.Problem("pad_token_id", $"The padding token {config.PadTokenId} is outside of the vocabulary of {config.VocabularySize}.");
        }
    }
}
