using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Attention to the tokens before, with rotary positions and keys shared by groups of queries (Ainslie et al. 2023).</summary>
internal sealed class CausalAttention
{
    private readonly Linear _queryKeyValue;
    private readonly Linear _output;
    private readonly RootNorm? _queryNorm;
    private readonly RootNorm? _keyNorm;
    private readonly RotaryEmbedding _rotary;
    private readonly DecoderShape _shape;
    private readonly int _heads;
    private readonly int? _window;

    /// <summary>Takes the weights of a layer.</summary>
    public CausalAttention(WeightBuilder weights, string name, ModelConfig config, DecoderShape shape, int layer)
    {
        (_shape, _heads, _window, _rotary) = (shape, config.Heads, shape.Windows[layer], shape.Rotaries[layer]);
        if (_heads % shape.KeyHeads != 0)
        {
            throw new InvalidInputException(
                "config.json", "num_key_value_heads", $"{_heads} heads cannot share {shape.KeyHeads} key heads.", "Use the config.json that belongs to the weights.");
        }

        var keys = shape.KeyHeads * shape.HeadWidth;
        _queryKeyValue = Linear.From(
            weights, [(name + ".q_proj", _heads * shape.HeadWidth), (name + ".k_proj", keys), (name + ".v_proj", keys)], config.HiddenSize, shape.QueryBias);
        _output = Linear.From(weights, name + ".o_proj", _heads * shape.HeadWidth, config.HiddenSize, shape.OutputBias);
        _queryNorm = shape.HeadNorms ? RootNorm.From(weights, name + ".q_norm", shape.HeadWidth, config.NormEpsilon, shape.IsGemma) : null;
        _keyNorm = shape.HeadNorms ? RootNorm.From(weights, name + ".k_norm", shape.HeadWidth, config.NormEpsilon, shape.IsGemma) : null;
    }

    /// <summary>[T, D] to [T, D].</summary>
    public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass)
    {
        var (rows, length, width, keys) = (batch.AttentionRows, batch.Length, _shape.HeadWidth, _shape.KeyHeads);
        var mixed = _queryKeyValue.Forward(hidden);
        mixed = (batch.Slots is null ? mixed : mixed.index_select(0, batch.Slots)).view(rows, length, _heads + (2 * keys), width).transpose(1, 2);
        var before = batch.Past?.Length ?? 0;
        var query = _rotary.Rotate(Norm(_queryNorm, mixed.narrow(1, 0, _heads)), before);
        var key = _rotary.Rotate(Norm(_keyNorm, mixed.narrow(1, _heads, keys)), before);
        var value = mixed.narrow(1, _heads + keys, keys);
        (key, value) = batch.Past?.Append(key, value) ?? (key, value);
        (key, value) = (Shared(key, rows, before + length), Shared(value, rows, before + length));
        var scores = (query * _shape.Scale).reshape(rows * _heads, length, width).bmm(key.transpose(1, 2)) + batch.CausalMask(_window, _heads);
        var context = pass.Attention(scores.softmax(-1)).bmm(value);
        var joined = context.view(rows, _heads, length, width).transpose(1, 2).reshape(rows * length, _heads * width);
        return _output.Forward(batch.Back is null ? joined : joined.index_select(0, batch.Back));
    }

    private static Tensor Norm(RootNorm? norm, Tensor input) => norm is null ? input : norm.Forward(input);

    /// <summary>[B, K, S, d] to [B·H, S, d]: each key head for its group of query heads.</summary>
    private Tensor Shared(Tensor keys, int rows, int length)
    {
        var groups = _heads / _shape.KeyHeads;
        return (groups == 1 ? keys : keys.unsqueeze(2).expand(rows, _shape.KeyHeads, groups, length, _shape.HeadWidth))
            .reshape(rows * _heads, length, _shape.HeadWidth);
    }
}
