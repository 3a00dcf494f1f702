using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Tests.Models;

/// <summary>One folder of reference outputs: a small model, its input and what the real library computed.</summary>
internal sealed class GoldenCase : IDisposable
{
    private readonly JsonElement _inputs;
    private readonly ScalarType _type;

    public GoldenCase(string folder, ScalarType type, string? inputs = null)
    {
        Folder = folder;
        _type = type;
        _inputs = Read(inputs ?? "inputs.json");
        Expected = Read("expected.json");
        Task = inputs is null ? Path.GetFileName(folder) : Path.GetFileName(Path.GetDirectoryName(inputs)!);
        var kind = Task.StartsWith("seqcls", StringComparison.Ordinal) ? ModelTask.SequenceClassification
            : Task.StartsWith("tokcls", StringComparison.Ordinal) ? ModelTask.TokenClassification
            : ModelTask.MaskedLanguage;
        Model = PretrainedModel.Load(folder, kind, null, new WeightOptions(0, type, CPU));
        IsWhole = kind == ModelTask.SequenceClassification;
    }

    public string Folder { get; }

    public string Task { get; }

    public JsonElement Expected { get; }

    public PretrainedModel Model { get; }

    public bool IsWhole { get; }

    /// <summary>Rotary tables are single precision in every run, and cosines differ in their last bit between libraries.</summary>
    public bool HasRotaryTables => Model.Config.Json.TryGetProperty("rope_parameters", out _);

    /// <summary>The folders of models that read texts, or those of models that read images.</summary>
    public static IEnumerable<string> Folders(bool images = false)
    {
        var root = Path.Combine(SharedFiles.Goldens, "transformers", "tiny");
        return Directory.EnumerateFiles(root, "config.json", SearchOption.AllDirectories)
            .Select(f => Path.GetDirectoryName(f)!)
            .Where(f => File.Exists(Path.Combine(f, "inputs.json")))
            .Where(f => ModelFamily.Find(ModelType(f)) is { } family && family is ImageFamily == images)
            .Order(StringComparer.Ordinal);
    }

    public static string ModelType(string folder)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "config.json")));
        return config.RootElement.GetProperty("model_type").GetString()!;
    }

    public TokenBatch Batch(int? onlyRow = null)
    {
        var ids = Rows("input_ids");
        var types = _inputs.TryGetProperty("token_type_ids", out _) ? Rows("token_type_ids") : null;
        return onlyRow is { } row
            ? TokenBatch.Create([ids[row]], types is null ? null : [types[row]], Model.Layout)
            : TokenBatch.Create(ids, types, Model.Layout);
    }

    /// <summary>[B, C] or [T, C].</summary>
    public Tensor Logits(TokenBatch batch, ForwardPass? pass = null) =>
        IsWhole ? Model.SequenceLogits(batch, pass ?? ForwardPass.Evaluation) : Model.TokenLogits(batch, pass ?? ForwardPass.Evaluation);

    /// <summary>The mean loss of the task.</summary>
    public Tensor Loss(Tensor logits)
    {
        var labels = _inputs.GetProperty("labels");
        switch (Model.Config.ProblemType)
        {
            case "regression":
                return nn.functional.mse_loss(logits.squeeze(-1), tensor(Numbers(labels)).to_type(_type));
            case "multi_label_classification":
                var flat = labels.EnumerateArray().SelectMany(Numbers).ToArray();
                return nn.functional.binary_cross_entropy_with_logits(logits, tensor(flat, logits.shape).to_type(_type));
            default:
                var targets = IsWhole
                    ? labels.EnumerateArray().Select(l => l.GetInt64()).ToArray()
                    : [.. Rows("labels").SelectMany(r => Task == "lm" ? r[1..].Append(-100) : r).Select(l => (long)l)];
                return nn.functional.cross_entropy(logits, tensor(targets));
        }
    }

    /// <summary>Reference tensors by the names in the model file.</summary>
    public Dictionary<string, double[]> Tensors(string file) => TensorsOf(Path.Combine(Folder, file));

    public static Dictionary<string, double[]> TensorsOf(string path)
    {
        using var tensors = SafetensorsFile.Open(path);
        return tensors.Entries.Where(e => e.Type != SafetensorsType.I64).ToDictionary(e => e.Name, e => e.Type == SafetensorsType.F64
            ? System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(tensors.Bytes(e)).ToArray()
            : Array.ConvertAll(tensors.ReadSingles(e), v => (double)v));
    }

    /// <summary>The parts of something shaped like a parameter, by file name.</summary>
    public static IEnumerable<(string Name, double[] Values)> Parts(ModelWeight weight, Tensor value)
    {
        var all = Values(value);
        var row = all.Length / (int)value.shape[0];
        return weight.Parts.Select(p => (p.Name, all[((int)p.FirstRow * row)..((int)(p.FirstRow + p.Shape[0]) * row)]));
    }

    public static double[] Values(Tensor value)
    {
        using var plain = value.detach().to_type(ScalarType.Float64).contiguous();
        return plain.data<double>().ToArray();
    }

    /// <summary>Values of real positions of a [B, S, C] reference, in the order of the batch's tokens.</summary>
    public double[] RealPositions(double[] padded, int width)
    {
        var rows = Rows("input_ids");
        var length = rows.Max(r => r.Length);
        return [.. rows.SelectMany((r, i) => padded[(i * length * width)..(((i * length) + r.Length) * width)])];
    }

    public void Dispose() => Model.Dispose();

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];

    private List<int[]> Rows(string name)
    {
        var masks = _inputs.GetProperty("attention_mask").EnumerateArray().Select(r => r.EnumerateArray().Count(v => v.GetInt32() == 1)).ToArray();
        return [.. _inputs.GetProperty(name).EnumerateArray().Select((r, i) => r.EnumerateArray().Take(masks[i]).Select(v => v.GetInt32()).ToArray())];
    }

    private JsonElement Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        return json.RootElement.Clone();
    }
}
