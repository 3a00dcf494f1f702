using System.Text.Json;
using FineTune.Training.Checkpoints;

namespace FineTune.EndToEnd;

/// <summary>A Llama of one layer with random weights and a word-level tokenizer: always the same bytes.</summary>
internal static class TinyDecoder
{
    public const string Name = "tiny-decoder";

    private const int Hidden = 32;
    private const int Intermediate = 64;

    /// <summary>Writes the model's folder.</summary>
    public static void Write(string folder, IEnumerable<string> texts)
    {
        Directory.CreateDirectory(folder);
        string[] words = ["<unk>", "<s>", "</s>", .. texts.SelectMany(text => text.Split(' ')).Distinct().Order(StringComparer.Ordinal)];
        Save(folder, "config.json", new
        {
            model_type = "llama",
            vocab_size = words.Length,
            hidden_size = Hidden,
            num_hidden_layers = 1,
            num_attention_heads = 2,
            num_key_value_heads = 2,
            intermediate_size = Intermediate,
            max_position_embeddings = 64,
            tie_word_embeddings = true,
            bos_token_id = 1,
            eos_token_id = 2,
        });
        Save(folder, "tokenizer.json", new
        {
            version = "1.0",
            added_tokens = words.Take(3).Select((content, id) => new { id, content, single_word = false, lstrip = false, rstrip = false, normalized = false, special = true }),
            pre_tokenizer = new { type = "WhitespaceSplit" },
            model = new { type = "WordLevel", vocab = words.Select((word, id) => (word, id)).ToDictionary(w => w.word, w => w.id), unk_token = "<unk>" },
        });
        Save(folder, "tokenizer_config.json", new { bos_token = "<s>", eos_token = "</s>", unk_token = "<unk>" });
        WriteWeights(Path.Combine(folder, "model.safetensors"), words.Length);
    }

    private static void Save(string folder, string name, object content) => File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(content));

    private static void WriteWeights(string path, int words)
    {
        const string Layer = "model.layers.0.";
        (string Name, long[] Shape)[] tensors =
        [
            ("model.embed_tokens.weight", [words, Hidden]),
            (Layer + "input_layernorm.weight", [Hidden]),
            (Layer + "self_attn.q_proj.weight", [Hidden, Hidden]),
            (Layer + "self_attn.k_proj.weight", [Hidden, Hidden]),
            (Layer + "self_attn.v_proj.weight", [Hidden, Hidden]),
            (Layer + "self_attn.o_proj.weight", [Hidden, Hidden]),
            (Layer + "post_attention_layernorm.weight", [Hidden]),
            (Layer + "mlp.gate_proj.weight", [Intermediate, Hidden]),
            (Layer + "mlp.up_proj.weight", [Intermediate, Hidden]),
            (Layer + "mlp.down_proj.weight", [Hidden, Intermediate]),
            ("model.norm.weight", [Hidden]),
        ];
        var random = new Random(20260102);
        using var writer = SafetensorsWriter.Create(path, tensors.Select(tensor => SafetensorsEntry.Describe(tensor.Name, SafetensorsType.F32, tensor.Shape)));
        foreach (var (name, shape) in tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            var values = new float[shape.Aggregate(1L, (product, side) => product * side)];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = name.EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.2f;
            }

            writer.Write<float>(name, values);
        }

        writer.Commit();
    }
}
