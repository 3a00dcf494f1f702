using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Tests;

/// <summary>A Llama of a few thousand weights with a word-level tokenizer: &lt;unk&gt; 0, &lt;s&gt; 1, &lt;/s&gt; 2, then the words.</summary>
internal static class TinyDecoder
{
    /// <summary>Writes the model's folder.</summary>
    public static string Write(string folder, IEnumerable<string> words, string? chatTemplate = null)
    {
        Directory.CreateDirectory(folder);
        string[] vocabulary = ["<unk>", "<s>", "</s>", .. words];
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            model_type = "llama",
            vocab_size = vocabulary.Length,
            hidden_size = 16,
            num_hidden_layers = 2,
            num_attention_heads = 2,
            num_key_value_heads = 1,
            intermediate_size = 32,
            max_position_embeddings = 64,
            tie_word_embeddings = true,
            bos_token_id = 1,
            eos_token_id = 2,
        }));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), JsonSerializer.Serialize(new
        {
            version = "1.0",
            added_tokens = vocabulary.Take(3).Select((content, id) => new { id, content, single_word = false, lstrip = false, rstrip = false, normalized = false, special = true }),
            pre_tokenizer = new { type = "WhitespaceSplit" },
            post_processor = new
            {
                type = "TemplateProcessing",
                single = new object[] { new { SpecialToken = new { id = "<s>", type_id = 0 } }, new { Sequence = new { id = "A", type_id = 0 } } },
                pair = new object[] { new { Sequence = new { id = "A", type_id = 0 } }, new { Sequence = new { id = "B", type_id = 1 } } },
                special_tokens = new Dictionary<string, object> { ["<s>"] = new { id = "<s>", ids = new[] { 1 }, tokens = new[] { "<s>" } } },
            },
            model = new { type = "WordLevel", vocab = vocabulary.Select((word, id) => (word, id)).ToDictionary(w => w.word, w => w.id), unk_token = "<unk>" },
        }));
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), JsonSerializer.Serialize(new { bos_token = "<s>", eos_token = "</s>", unk_token = "<unk>", chat_template = chatTemplate }));
        using (NewDisposeScope())
        {
            var (family, config) = ModelFolder.ReadConfig(folder);
            using var model = PretrainedModel.Create(family, config with { InitializerRange = 0.2 }, ModelTask.MaskedLanguage, WeightOptions.Cpu(5));
            WeightStore.Write(Path.Combine(folder, "model.safetensors"), [.. model.Weights.Select(w => (w, (Tensor)w.Value, string.Empty))]);
        }

        return folder;
    }
}
