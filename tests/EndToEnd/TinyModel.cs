using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Tokenizers;

namespace FineTune.EndToEnd;

/// <summary>A BERT of two layers with random weights, made anew for each run of the tests: always the same bytes.</summary>
internal static class TinyModel
{
    public const string Name = "tiny";

    private const int Hidden = 32;
    private const int Layers = 2;
    private const int Intermediate = 64;
    private const int Positions = 64;

    /// <summary>Writes the model's folder.</summary>
    public static void Write(string folder, IEnumerable<string> texts)
    {
        Directory.CreateDirectory(folder);
        var corpus = Path.GetTempFileName();
        File.WriteAllLines(corpus, texts);
        var vocabulary = WordPieceTrainer.Train([corpus], new WordPieceTrainerOptions { VocabularySize = 400, MinFrequency = 1 });
        File.Delete(corpus);
        vocabulary.Save(folder, Positions);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            architectures = new[] { "BertModel" },
            model_type = "bert",
            vocab_size = vocabulary.Tokens.Length,
            hidden_size = Hidden,
            num_hidden_layers = Layers,
            num_attention_heads = 2,
            intermediate_size = Intermediate,
            hidden_act = "gelu",
            hidden_dropout_prob = 0.1,
            attention_probs_dropout_prob = 0.1,
            max_position_embeddings = Positions,
            type_vocab_size = 2,
            initializer_range = 0.02,
            layer_norm_eps = 1e-12,
            pad_token_id = 0,
        }));
        WriteWeights(Path.Combine(folder, "model.safetensors"), vocabulary.Tokens.Length);
    }

    private static void WriteWeights(string path, int words)
    {
        var tensors = Tensors(words).ToList();
        var random = new Random(20260101);
        using var writer = SafetensorsWriter.Create(path, tensors.Select(tensor => SafetensorsEntry.Describe(tensor.Name, SafetensorsType.F32, tensor.Shape)));
        foreach (var (name, shape) in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            var values = new float[shape.Aggregate(1L, (product, side) => product * side)];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = name.EndsWith("LayerNorm.weight", StringComparison.Ordinal) ? 1
                    : name.EndsWith("bias", StringComparison.Ordinal) ? 0
                    : (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.08f;
            }

            writer.Write<float>(name, values);
        }

        writer.Commit();
    }

    private static IEnumerable<(string Name, long[] Shape)> Tensors(int words)
    {
        yield return ("embeddings.word_embeddings.weight", [words, Hidden]);
        yield return ("embeddings.position_embeddings.weight", [Positions, Hidden]);
        yield return ("embeddings.token_type_embeddings.weight", [2, Hidden]);
        foreach (var norm in Norm("embeddings.LayerNorm"))
        {
            yield return norm;
        }

        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"encoder.layer.{layer}";
            var parts = Linear($"{at}.attention.self.query", Hidden, Hidden)
                .Concat(Linear($"{at}.attention.self.key", Hidden, Hidden))
                .Concat(Linear($"{at}.attention.self.value", Hidden, Hidden))
                .Concat(Linear($"{at}.attention.output.dense", Hidden, Hidden))
                .Concat(Norm($"{at}.attention.output.LayerNorm"))
                .Concat(Linear($"{at}.intermediate.dense", Hidden, Intermediate))
                .Concat(Linear($"{at}.output.dense", Intermediate, Hidden))
                .Concat(Norm($"{at}.output.LayerNorm"));
            foreach (var part in parts)
            {
                yield return part;
            }
        }

        foreach (var part in Linear("pooler.dense", Hidden, Hidden))
        {
            yield return part;
        }
    }

    private static IEnumerable<(string Name, long[] Shape)> Linear(string name, long input, long output) =>
        [($"{name}.weight", [output, input]), ($"{name}.bias", [output])];

    private static IEnumerable<(string Name, long[] Shape)> Norm(string name) => [($"{name}.weight", [Hidden]), ($"{name}.bias", [Hidden])];
}
