using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// A batch of token rows without padding: all real tokens of all rows one after the other. Only attention sees a padded
/// form, through <see cref="Slots"/> and <see cref="Back"/>; everything else costs nothing for padding.
/// </summary>
internal sealed class TokenBatch
{
    private readonly BatchLayout _layout;
    private readonly int[] _starts;
    private Tensor? _headMask;
    private Tensor? _windowMask;
    private readonly Dictionary<int, Tensor> _causalMasks = [];
    private RowPacking? _packing;

    private TokenBatch(int rows, int length, Tensor ids, Tensor types, Tensor positions, Tensor first, bool hasPadId, int[] starts, BatchLayout layout)
    {
        Rows = rows;
        Length = length;
        Ids = ids;
        Types = types;
        Positions = positions;
        First = first;
        HasPadId = hasPadId;
        _starts = starts;
        _layout = layout;
    }

    /// <summary>B, the number of rows.</summary>
    public int Rows { get; }

    /// <summary>S, the length of the longest row.</summary>
    public int Length { get; }

    /// <summary>Rows of the padded form that attention sees: B, or fewer where short rows share one.</summary>
    public int AttentionRows => _packing?.Bins ?? Rows;

    /// <summary>[T] token ids.</summary>
    public Tensor Ids { get; }

    /// <summary>[T] token types.</summary>
    public Tensor Types { get; }

    /// <summary>[T] rows of the position table.</summary>
    public Tensor Positions { get; }

    /// <summary>[B] index of each row's first token.</summary>
    public Tensor First { get; }

    /// <summary>[B] index of each row's last token whose id is not the padding token's; the first token where there is none.</summary>
    public required Tensor Last { get; init; }

    /// <summary>What was read of the row before; null where rows begin here.</summary>
    public KeyValueCache? Past { get; private init; }

    /// <summary>Whether a real token has the padding token's id: its embedding is then kept from the gradient.</summary>
    public bool HasPadId { get; }

    /// <summary>The padding token's id, where <see cref="HasPadId"/>.</summary>
    public int PadTokenId => _layout.PadTokenId;

    /// <summary>[B·S] for each slot of the padded form the token that fills it (padding repeats a row's first token); null where no row is padded.</summary>
    public Tensor? Slots { get; private init; }

    /// <summary>[T] the slot of each token; null where no row is padded.</summary>
    public Tensor? Back { get; private init; }

    /// <summary>[B, 1, S] additive mask: 0 at tokens, the type's lowest number at padding; null where no row is padded.</summary>
    public Tensor? Mask { get; private init; }

    /// <summary>What an encoder computes once for all its layers: DeBERTa's normalised table of distances.</summary>
    public Tensor? Shared { get; set; }

    /// <summary>[B·S, 1] one at tokens and zero at padding; null where no row is padded.</summary>
    public Tensor? RealSlots => Mask?.view(Rows * Length, 1).eq(0).to_type(_layout.Type);

    /// <summary>[B·H, 1, S] the mask repeated for each head, made once for all layers; null where no row is padded.</summary>
    public Tensor? HeadMask(int heads) =>
        _headMask ??= Mask?.expand(Rows, heads, Length).reshape(Rows * heads, 1, Length);

    /// <summary>[B·H, S, S] or [1, S, S] the mask of attention that sees so many tokens to each side, made once for all layers.</summary>
    public Tensor WindowMask(int heads, int reach)
    {
        if (_windowMask is not null)
        {
            return _windowMask;
        }

        var lowest = _layout.Lowest;
        var far = new double[Length * Length];
        for (var i = 0; i < far.Length; i++)
        {
            far[i] = Math.Abs((i / Length) - (i % Length)) > reach ? lowest : 0;
        }

        var window = tensor(far, [1, Length, Length]).to(_layout.Type, _layout.Device);

        // A padded query may see no token at all: kept at the lowest number, not at -infinity, its row stays finite.
        return _windowMask = HeadMask(heads) is { } mask ? mask.minimum(window) : window;
    }

    /// <summary>
    /// [1, S, P + S] the mask of attention to a token itself and those before it, P of them in the cache, within a window where there
    /// is one; where rows are packed [A·H, S, S], with blocks for the rows that share one.
    /// </summary>
    public Tensor CausalMask(int? window, int heads)
    {
        if (_causalMasks.TryGetValue(window ?? 0, out var known))
        {
            return known;
        }

        var lowest = _layout.Lowest;
        var before = Past?.Length ?? 0;
        var keys = before + Length;
        var bins = _packing?.Bins ?? 1;
        var hidden = new double[bins * Length * keys];
        for (var i = 0; i < hidden.Length; i++)
        {
            var (bin, query, key) = (i / keys / Length, i / keys % Length, i % keys);
            var back = before + query - key;
            var apart = _packing is not null && _packing.Owners[(bin * Length) + query] != _packing.Owners[(bin * Length) + key];
            hidden[i] = apart || back < 0 || back >= (window ?? int.MaxValue) ? lowest : 0;
        }

        // Rows are padded at their end, so no token looks at padding.
        var mask = tensor(hidden, [bins, 1, Length, keys]).to(_layout.Type, _layout.Device);
        return _causalMasks[window ?? 0] = _packing is null ? mask.view(1, Length, keys)
            : mask.expand(bins, heads, Length, keys).reshape(bins * heads, Length, keys);
    }

    /// <summary>Which row and place the batch's tokens have in an update of which these rows are a part.</summary>
    /// <param name="firstRow">The number of the first row within the update.</param>
    public RowPlaces PlacesFrom(int firstRow) => RowPlaces.OfTokens(firstRow, _starts, _packing);

    /// <summary>[T, D] to [B, D]: the mean over each row's tokens.</summary>
    public Tensor MeanOfRows(Tensor tokens)
    {
        var shares = new double[Rows * (int)tokens.shape[0]];
        for (var row = 0; row < Rows; row++)
        {
            shares.AsSpan((row * (int)tokens.shape[0]) + _starts[row], _starts[row + 1] - _starts[row]).Fill(1.0 / (_starts[row + 1] - _starts[row]));
        }

        return tensor(shares, [Rows, tokens.shape[0]]).to(_layout.Type, _layout.Device).mm(tokens);
    }

    /// <summary>Rows of equal length whose tokens are no words: the patches of images.</summary>
    public static TokenBatch Whole(int rows, int length, BatchLayout layout) =>
        Create([.. Enumerable.Repeat(new int[length], rows)], null, layout);

    /// <summary>Lays rows of token ids out, on the device and in the type of the model.</summary>
    /// <param name="rows">Token ids of each row, without padding, at least one in each.</param>
    /// <param name="types">Token types of each row; null for all zero.</param>
    /// <param name="layout">How the model wants it.</param>
    /// <param name="past">What was read of the one row before; null where rows begin here.</param>
    public static TokenBatch Create(IReadOnlyList<int[]> rows, IReadOnlyList<int[]>? types, BatchLayout layout, KeyValueCache? past = null)
    {
        var length = rows.Max(r => r.Length);
        var total = rows.Sum(r => r.Length);
        var ids = new long[total];
        var typeIds = new long[total];
        var positions = new long[total];
        var first = new long[rows.Count];
        var last = new long[rows.Count];
        var padId = false;
        for (int row = 0, at = 0; row < rows.Count; row++)
        {
            first[row] = at;
            last[row] = at + Math.Max(0, Array.FindLastIndex(rows[row], id => id != layout.ClassifierPadId));
            var position = layout.FirstPosition + (past?.Length ?? 0);
            for (var i = 0; i < rows[row].Length; i++, at++)
            {
                ids[at] = rows[row][i];
                typeIds[at] = types is null ? 0 : types[row][i];
                var isPad = rows[row][i] == layout.PadTokenId;
                padId |= isPad;
                positions[at] = isPad && layout.SkipsPadding ? layout.FirstPosition - 1 : position++;
            }
        }

        var device = layout.Device;
        var packing = layout.Packs ? RowPacking.Of([.. rows.Select(r => r.Length)], length) : null;
        var padded = packing is null && total < rows.Count * length;
        var (slots, back, mask) = padded ? Padding(rows, length, total, layout)
            : packing is not null ? (Put(packing.Slots, device), Put(packing.Back, device), null)
            : default((Tensor?, Tensor?, Tensor?));
        return new TokenBatch(rows.Count, length, Put(ids, device), Put(typeIds, device), Put(positions, device), Put(first, device), padId, [.. first.Select(f => (int)f), total], layout)
        {
            _packing = packing,
            Last = Put(last, device),
            Past = past,
            Slots = slots,
            Back = back,
            Mask = mask,
        };
    }

    private static (Tensor Slots, Tensor Back, Tensor Mask) Padding(IReadOnlyList<int[]> rows, int length, int total, BatchLayout layout)
    {
        var lowest = layout.Lowest;
        var slots = new long[rows.Count * length];
        var back = new long[total];
        var mask = new double[rows.Count * length];
        for (int row = 0, at = 0; row < rows.Count; row++)
        {
            var first = at;
            for (var i = 0; i < length; i++)
            {
                var slot = (row * length) + i;
                var real = i < rows[row].Length;
                slots[slot] = real ? at : first;
                mask[slot] = real ? 0 : lowest;
                if (real)
                {
                    back[at++] = slot;
                }
            }
        }

        var flat = tensor(mask, [rows.Count, 1, length]);
        return (Put(slots, layout.Device), Put(back, layout.Device), flat.to(layout.Type, layout.Device));
    }

    private static Tensor Put(long[] values, Device device)
    {
        var host = tensor(values);
        if (device.type == DeviceType.CPU)
        {
            return host;
        }

        using (host)
        {
            return host.to(device);
        }
    }
}
