using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// The transformer layer of BERT: attention and feed-forward, each with dropout, added to its input and normalised afterwards.
/// h = LN(x + drop(W·attend(x))); y = LN(h + drop(W₂·act(W₁·h))).
/// </summary>
internal sealed class PostNormLayer
{
    private readonly IAttention _attention;
    private readonly Linear _attentionOutput;
    private readonly LayerNorm _attentionNorm;
    private readonly Linear _intermediate;
    private readonly Linear _output;
    private readonly LayerNorm _outputNorm;
    private readonly string _activation;
    private readonly bool _dropsAttentionOutput;

    /// <summary>Takes the layer's weights by the family's names; an attention of its own kind has taken its weights before.</summary>
    public PostNormLayer(
        WeightBuilder weights, PostNormNames names, ModelConfig config, bool dropsAttentionOutput = true, IAttention? attention = null)
    {
        var size = config.HiddenSize;
        _attention = attention ?? new SelfAttention(Linear.From(weights, [names.Query, names.Key, names.Value], size, size), config.Heads, size);
        _attentionOutput = Linear.From(weights, names.AttentionOutput, size, size);
        _attentionNorm = LayerNorm.From(weights, names.AttentionNorm, size, config.NormEpsilon);
        _intermediate = Linear.From(weights, names.Intermediate, size, config.IntermediateSize);
        _output = Linear.From(weights, names.Output, config.IntermediateSize, size);
        _outputNorm = LayerNorm.From(weights, names.OutputNorm, size, config.NormEpsilon);
        _activation = config.Activation;
        _dropsAttentionOutput = dropsAttentionOutput;
    }

    /// <summary>[T, D] to [T, D].</summary>
    public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass) =>
        Finish(hidden, _attention.Forward(hidden, batch, pass), pass);

    /// <summary>[T, D] to [B, D], the first token of each row.</summary>
    public Tensor ForwardFirst(Tensor hidden, TokenBatch batch, ForwardPass pass)
    {
        var first = hidden.index_select(0, batch.First);
        return Finish(first, _attention.ForwardFirst(hidden, first, batch, pass), pass);
    }

    private Tensor Finish(Tensor input, Tensor context, ForwardPass pass)
    {
        var attended = _attentionOutput.Forward(context);
        var hidden = _attentionNorm.Forward((_dropsAttentionOutput ? pass.Hidden(attended) : attended) + input);
        var widened = Activation.Apply(_activation, _intermediate.Forward(hidden));
        return _outputNorm.Forward(pass.Hidden(_output.Forward(widened)) + hidden);
    }
}
