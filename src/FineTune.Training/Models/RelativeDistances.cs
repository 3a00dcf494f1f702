namespace FineTune.Training.Models;

/// <summary>
/// DeBERTa's distances: near ones one by one, far ones in buckets that widen with the logarithm. index[i, j] is the row of the
/// distance table for query i and key j; it never falls where the distance grows.
/// </summary>
/// <param name="Span">Half the rows of the table: bucket count, or the longest distance where there are no buckets.</param>
/// <param name="Buckets">position_buckets; not positive for none.</param>
/// <param name="Longest">The distance at which the buckets end.</param>
internal sealed record RelativeDistances(int Span, int Buckets, int Longest)
{
    /// <summary>Reads position_buckets, max_relative_positions and max_position_embeddings.</summary>
    public static RelativeDistances Of(ModelConfig config)
    {
        var buckets = ConfigValue.Integer(config, "position_buckets", -1, least: -1);
        var longest = ConfigValue.Integer(config, "max_relative_positions", -1, least: -1);
        longest = longest >= 1 ? longest : config.Positions;
        return new RelativeDistances(buckets > 0 ? buckets : longest, buckets, longest);
    }

    /// <summary>The rows of the table that a row of this length asks for: no others need be projected.</summary>
    public (int First, int Count) Used(int length) => (RowOf(1 - length), RowOf(length - 1) - RowOf(1 - length) + 1);

    /// <summary>The index of all pairs of a row of this length, [S·S], counted from the first row that is used.</summary>
    public long[] Index(int length)
    {
        var first = Used(length).First;
        long[] rows = [.. Enumerable.Range(1 - length, (2 * length) - 1).Select(distance => (long)(RowOf(distance) - first))];
        var index = new long[length * length];
        for (var i = 0; i < index.Length; i++)
        {
            index[i] = rows[(i / length) - (i % length) + length - 1];
        }

        return index;
    }

    private int RowOf(int distance) => Math.Clamp(Bucket(distance) + Span, 0, (2 * Span) - 1);

    private int Bucket(int distance)
    {
        var near = Buckets / 2;
        if (Buckets <= 0 || Math.Abs(distance) <= near)
        {
            return distance;
        }

        var position = Math.Ceiling(Math.Log(Math.Abs(distance) / (double)near) / Math.Log((Longest - 1) / (double)near) * (near - 1)) + near;
        return Math.Sign(distance) * (int)position;
    }
}
