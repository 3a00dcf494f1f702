using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// Multi-head attention of tokens over the tokens of their own row (Vaswani et al. 2017): softmax(Q Kᵀ/√d + mask) V, the
/// heads side by side. Query, key and value are one matrix product over the unpadded tokens.
/// </summary>
/// <param name="queryKeyValue">[3D, D], query rows first.</param>
/// <param name="heads">H.</param>
/// <param name="size">D.</param>
/// <param name="rotary">Turns queries and keys by their positions; null where positions are embedded.</param>
/// <param name="reach">How far a token sees to each side; null for the whole row.</param>
internal sealed class SelfAttention(Linear queryKeyValue, int heads, int size, RotaryEmbedding? rotary = null, int? reach = null) : IAttention
{
    private readonly int _width = size / heads;

    /// <inheritdoc/>
    public Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass)
    {
        var (rows, length) = (batch.Rows, batch.Length);
        var mixed = ToSlots(queryKeyValue.Forward(hidden), batch);
        var parts = mixed.view(rows, length, 3, heads, _width).permute(2, 0, 3, 1, 4).contiguous()
            .view(3, rows * heads, length, _width).unbind(0);
        var (query, key) = rotary is null ? (parts[0], parts[1]) : (rotary.Rotate(parts[0]), rotary.Rotate(parts[1]));
        var mask = reach is { } window && window < length - 1 ? batch.WindowMask(heads, window) : batch.HeadMask(heads);
        var context = Attend(query, key, parts[2], mask, pass);
        var joined = context.view(rows, heads, length, _width).transpose(1, 2).reshape(rows * length, size);
        return batch.Back is null ? joined : joined.index_select(0, batch.Back);
    }

    /// <inheritdoc/>
    public Tensor ForwardFirst(Tensor hidden, Tensor first, TokenBatch batch, ForwardPass pass)
    {
        var (rows, length) = (batch.Rows, batch.Length);
        var query = queryKeyValue.Forward(first, 0, size).view(rows * heads, 1, _width);
        var mixed = ToSlots(queryKeyValue.Forward(hidden, size, 2 * size), batch);
        var parts = mixed.view(rows, length, 2, heads, _width).permute(2, 0, 3, 1, 4).contiguous()
            .view(2, rows * heads, length, _width).unbind(0);
        return Attend(query, parts[0], parts[1], batch.HeadMask(heads), pass).view(rows, size);
    }

    private static Tensor ToSlots(Tensor tokens, TokenBatch batch) =>
        batch.Slots is null ? tokens : tokens.index_select(0, batch.Slots);

    private Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask, ForwardPass pass)
    {
        var scale = 1 / Math.Sqrt(_width);
        if (query.dtype == ScalarType.Float64)
        {
            // The product's factor is a single-precision number; double precision keeps its own.
            (query, scale) = (query * scale, 1);
        }

        // A sum with zeros rather than beta 0: old versions of the product multiply what lay in memory before by beta.
        mask ??= zeros([1, 1, 1], query.dtype, query.device);
        var scores = baddbmm(mask, query, key.transpose(1, 2), beta: 1, alpha: (float)scale);
        return pass.Attention(scores.softmax(-1)).bmm(value);
    }
}
