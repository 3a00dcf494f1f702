using FineTune.Training.Optimization;

namespace FineTune.Training;

/// <summary>Which rows each update sees: a pure function of seed, epoch and step. The last batch of an epoch may be smaller.</summary>
internal sealed class DataOrder
{
    /// <summary>Batches whose rows are sorted together; the number of the transformers library.</summary>
    private const int PoolBatches = 50;

    private readonly int _rows;
    private readonly int _batchSize;
    private readonly Func<long, int[]> _orderOfEpoch;
    private long _epoch = -1;
    private int[] _order = [];

    /// <summary>An order for some rows; rows are shuffled anew in each epoch.</summary>
    public DataOrder(int rows, int batchSize, RandomKey key)
        : this(rows, batchSize, epoch => key.Derive((ulong)epoch).Permutation(rows))
    {
    }

    /// <summary>
    /// An order in which rows of like length share a batch: shuffled rows are sorted by length within pools of many batches, and
    /// the batches shuffled again, so that no epoch begins with the long ones.
    /// </summary>
    public static DataOrder ByLength(int rows, int batchSize, RandomKey key, Func<int, int> lengthOf) => new(rows, batchSize, epoch =>
    {
        var random = key.Derive((ulong)epoch);
        var sorted = random.Permutation(rows).Chunk(PoolBatches * batchSize).SelectMany(pool => pool.OrderByDescending(lengthOf)).Chunk(batchSize).ToArray();
        var whole = sorted.Count(b => b.Length == batchSize);
        return [.. random.Derive("batches").Permutation(whole).SelectMany(b => sorted[b]), .. sorted.Skip(whole).SelectMany(b => b)];
    });

    /// <summary>An order that is given for each epoch.</summary>
    public DataOrder(int rows, int batchSize, Func<long, int[]> orderOfEpoch)
    {
        _rows = rows;
        _batchSize = batchSize;
        _orderOfEpoch = orderOfEpoch;
    }

    /// <summary>Updates in one pass over the rows.</summary>
    public long StepsPerEpoch => (_rows + _batchSize - 1) / _batchSize;

    /// <summary>The first step at or after an epoch, which may be a fraction.</summary>
    public long StepAt(double epoch) => (long)Math.Ceiling((epoch * StepsPerEpoch) - 1e-9);

    /// <summary>The rows of update number <paramref name="step"/>, counted from 0.</summary>
    public ReadOnlySpan<int> Rows(long step)
    {
        var epoch = step / StepsPerEpoch;
        if (epoch != _epoch)
        {
            (_epoch, _order) = (epoch, _orderOfEpoch(epoch));
        }

        var first = (int)(step % StepsPerEpoch) * _batchSize;
        return _order.AsSpan(first, Math.Min(_batchSize, _rows - first));
    }
}
