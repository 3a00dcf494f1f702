using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>A decoder of the Llama kind: embeddings, layers, a final norm.</summary>
internal sealed class DecoderBackbone : Backbone
{
    private readonly DecoderLayer[] _layers;
    private readonly RootNorm _norm;
    private readonly DecoderShape _shape;

    /// <summary>Takes the weights.</summary>
    public DecoderBackbone(WeightBuilder weights, ModelConfig config, DecoderShape shape)
    {
        _shape = shape;
        weights.Depth = 0;
        if (shape.TiesWords)
        {
            weights.ReadAlso("model.embed_tokens.weight", "lm_head.weight");
        }

        Words = weights.Add("model.embed_tokens.weight", InitialWeight.NormalWithPadding, config.VocabularySize, config.HiddenSize);
        _layers = new DecoderLayer[config.Layers];
        for (var i = 0; i < config.Layers; i++)
        {
            weights.Depth = i + 1;
            _layers[i] = new DecoderLayer(weights, config, shape, i);
        }

        _norm = RootNorm.From(weights, "model.norm", config.HiddenSize, config.NormEpsilon, shape.IsGemma);
    }

    /// <inheritdoc/>
    public override int Layers => _layers.Length;

    /// <inheritdoc/>
    public override Parameter Words { get; }

    /// <inheritdoc/>
    protected override Tensor Embed(TokenBatch batch, ForwardPass pass)
    {
        var words = TokenEmbeddings.LookUp(Words, batch);
        return _shape.EmbeddingScale == 1 ? words : words * (float)_shape.EmbeddingScale;
    }

    /// <inheritdoc/>
    protected override Tensor Layer(int index, Tensor hidden, TokenBatch batch, ForwardPass pass, bool firstOnly)
    {
        var output = _layers[index].Forward(hidden, batch, pass);
        output = index == Layers - 1 ? _norm.Forward(output) : output;
        return firstOnly ? output.index_select(0, batch.First) : output;
    }
}
