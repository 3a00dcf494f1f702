using System.Text.Json;
using System.Text.Json.Nodes;

namespace FineTune.Training.Pretraining;

/// <summary>The config.json of a newly shaped BERT.</summary>
internal static class PretrainedConfig
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>Writes it with the usual dropout for fine-tuning, whatever pre-training used.</summary>
    public static string Write(PretrainRequest request, int vocabularySize, int padTokenId) => new JsonObject
    {
        ["architectures"] = new JsonArray("BertForMaskedLM"),
        ["attention_probs_dropout_prob"] = 0.1,
        ["classifier_dropout"] = null,
        ["dtype"] = "float16",
        ["hidden_act"] = "gelu",
        ["hidden_dropout_prob"] = 0.1,
        ["hidden_size"] = request.HiddenSize,
        ["initializer_range"] = 0.02,
        ["intermediate_size"] = request.IntermediateSize,
        ["layer_norm_eps"] = 1e-12,
        ["max_position_embeddings"] = request.MaxPositions,
        ["model_type"] = "bert",
        ["num_attention_heads"] = request.Heads,
        ["num_hidden_layers"] = request.Layers,
        ["pad_token_id"] = padTokenId,
        ["position_embedding_type"] = "absolute",
        ["tie_word_embeddings"] = true,
        ["type_vocab_size"] = 2,
        ["vocab_size"] = vocabularySize,
    }.ToJsonString(Layout) + "\n";
}
