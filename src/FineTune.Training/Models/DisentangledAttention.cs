using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// DeBERTa's attention: content to content, content to distance and distance to content, added and divided by √(d·terms).
/// score[i, j] = q_i·k_j + q_i·PK[δ(i, j)] + k_j·PQ[δ(i, j)].
/// </summary>
internal sealed class DisentangledAttention : IAttention
{
    private readonly Linear _queryKeyValue;
    private readonly Linear? _distanceKey;
    private readonly Linear? _distanceQuery;
    private readonly bool _toDistance;
    private readonly bool _fromDistance;
    private readonly RelativeDistances _distances;
    private readonly int _heads;
    private readonly int _size;

    /// <summary>Takes the weights of a layer.</summary>
    public DisentangledAttention(WeightBuilder weights, string layer, ModelConfig config, RelativeDistances distances)
    {
        var name = layer + ".attention.self";
        (_size, _heads, _distances) = (config.HiddenSize, config.Heads, distances);
        _queryKeyValue = Linear.From(weights, [name + ".query_proj", name + ".key_proj", name + ".value_proj"], _size, _size);
        var kinds = config.Json.TryGetProperty("pos_att_type", out var types) ? types.ToString() : string.Empty;
        var isRelative = ConfigValue.Flag(config, "relative_attention", false);
        _toDistance = isRelative && kinds.Contains("c2p", StringComparison.Ordinal);
        _fromDistance = isRelative && kinds.Contains("p2c", StringComparison.Ordinal);
        if (isRelative && !ConfigValue.Flag(config, "share_att_key", false))
        {
            _distanceKey = _toDistance ? Linear.From(weights, name + ".pos_key_proj", _size, _size) : null;
            _distanceQuery = _fromDistance ? Linear.From(weights, name + ".pos_query_proj", _size, _size) : null;
        }
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass)
    {
        var (rows, length, width) = (batch.Rows, batch.Length, _size / _heads);
        var mixed = _queryKeyValue.Forward(hidden);
        mixed = batch.Slots is null ? mixed : mixed.index_select(0, batch.Slots);
        var parts = mixed.view(rows, length, 3, _heads, width).permute(2, 0, 3, 1, 4).contiguous().unbind(0);
        var (query, key, value) = (parts[0], parts[1], parts[2]);
        var terms = 1 + (_toDistance ? 1 : 0) + (_fromDistance ? 1 : 0);
        var scale = 1 / (double)MathF.Sqrt(width * terms); // the library takes this root in single precision
        var scores = (query * scale).matmul(key.transpose(-1, -2));
        if (batch.Shared is { } table)
        {
            table = pass.Table(table, _distances.Used(length).First);
            var index = tensor(_distances.Index(length), [1, 1, length, length], device: hidden.device).expand(rows, _heads, length, length);
            scores = _toDistance ? scores + ((query * scale).matmul(Distance(table, _distanceKey, _size)).gather(-1, index)) : scores;
            scores = _fromDistance
                ? scores + (key * scale).matmul(Distance(table, _distanceQuery, 0)).gather(-1, index.transpose(-1, -2)).transpose(-1, -2)
                : scores;
        }

        scores = batch.Mask is null ? scores : scores + batch.Mask.unsqueeze(1);
        var context = pass.Attention(scores.softmax(-1)).matmul(value).transpose(1, 2).reshape(rows * length, _size);
        return batch.Back is null ? context : context.index_select(0, batch.Back);
    }

    /// <inheritdoc/>
    public Tensor ForwardFirst(Tensor hidden, Tensor first, TokenBatch batch, ForwardPass pass) =>
        Forward(hidden, batch, pass).index_select(0, batch.First);

    /// <summary>[1, H, d, R] the table of distances through its own projection, or through the content's where they are shared.</summary>
    private Tensor Distance(Tensor table, Linear? own, long sharedFirst)
    {
        var projected = own is null ? _queryKeyValue.Forward(table, sharedFirst, _size) : own.Forward(table);
        return projected.view(table.shape[0], _heads, _size / _heads).permute(1, 2, 0).unsqueeze(0);
    }
}
