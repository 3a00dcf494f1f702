using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>ELECTRA (Clark, Luong, Le and Manning 2020): BERT's encoder behind embeddings that may be narrower, without a pooler.</summary>
internal sealed class ElectraFamily : ModelFamily
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["electra"];

    /// <inheritdoc/>
    public override string BasePrefix => "electra.";

    /// <inheritdoc/>
    public override string ClassName(ModelConfig config) => "Electra";

    /// <inheritdoc/>
    public override ModelConfig ReadConfig(ConfigReader reader, string modelType) => BertConfig.Read(reader, modelType) with
    {
        HiddenSize = reader.Integer("hidden_size", 256),
        EmbeddingSize = reader.Integer("embedding_size", 128),
        Heads = reader.Integer("num_attention_heads", 4),
        IntermediateSize = reader.Integer("intermediate_size", 1024),
    };

    /// <inheritdoc/>
    public override Backbone CreateBackbone(WeightBuilder weights, ModelConfig config) => new BertEncoder(weights, config, BasePrefix);

    /// <summary>Dropout, dense, GELU, dropout, projection.</summary>
    public override Func<Tensor, ForwardPass, Tensor> CreateSequenceHead(WeightBuilder weights, ModelConfig config, int labels, bool newHead)
    {
        var dense = Linear.From(weights, "classifier.dense", config.HiddenSize, config.HiddenSize);
        weights.IgnoreFile = newHead;
        var projection = Linear.From(weights, "classifier.out_proj", config.HiddenSize, labels);
        return (first, pass) => projection.Forward(pass.Head(dense.Forward(pass.Head(first)).gelu()));
    }

    /// <summary>The generator's head: dense to the embeddings' width, GELU, norm, then the word table.</summary>
    public override Func<Tensor, Tensor> CreateMaskedLanguageHead(WeightBuilder weights, ModelConfig config, Parameter words)
    {
        var dense = Linear.From(weights, "generator_predictions.dense", config.HiddenSize, config.EmbeddingSize);
        var norm = LayerNorm.From(weights, "generator_predictions.LayerNorm", config.EmbeddingSize, config.NormEpsilon);
        weights.Alias("generator_lm_head.weight");
        var bias = weights.Add("generator_lm_head.bias", InitialWeight.Zeros, config.VocabularySize);
        return hidden => nn.functional.linear(norm.Forward(dense.Forward(hidden).gelu()), words, bias);
    }
}
