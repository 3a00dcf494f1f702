namespace FineTune.Training.Models;

/// <summary>The configuration of BERT, and of the families whose files name its fields alike.</summary>
internal static class BertConfig
{
    /// <summary>Reads the fields; what the file lacks has BERT's defaults.</summary>
    public static ModelConfig Read(ConfigReader reader, string modelType)
    {
        var positions = reader.Integer("max_position_embeddings", 512);
        var size = reader.Integer("hidden_size", 768);
        var hiddenDropout = reader.Number("hidden_dropout_prob", 0.1, 0, 1);
        return new ModelConfig
        {
            ModelType = modelType,
            VocabularySize = reader.Integer("vocab_size", 30522),
            HiddenSize = size,
            EmbeddingSize = size,
            Layers = reader.Integer("num_hidden_layers", 12),
            Heads = reader.Integer("num_attention_heads", 12),
            IntermediateSize = reader.Integer("intermediate_size", 3072),
            Activation = reader.Text("hidden_act", "gelu"),
            HiddenDropout = hiddenDropout,
            AttentionDropout = reader.Number("attention_probs_dropout_prob", 0.1, 0, 1),
            HeadDropout = reader.Number("classifier_dropout", hiddenDropout, 0, 1),
            Positions = positions,
            MaxLength = positions,
            TokenTypes = reader.Integer("type_vocab_size", 2),
            NormEpsilon = reader.Number("layer_norm_eps", 1e-12),
            InitializerRange = reader.Number("initializer_range", 0.02),
            PadTokenId = reader.Integer("pad_token_id", 0, least: 0),
            Labels = reader.Labels(),
            ProblemType = reader.Has("problem_type") ? reader.Text("problem_type", string.Empty) : null,
            Json = reader.Json,
        };
    }
}
