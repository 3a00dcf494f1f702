namespace FineTune.Training.Models;

/// <summary>
/// DeBERTa's distances: near ones one by one, far ones in buckets that widen with the logarithm. index[i, j] is the row of the
/// distance table for query i and key j.
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

    /// <summary>The index of all pairs of a row of this length, [S·S].</summary>
    public long[] Index(int length)
    {
        var index = new long[length * length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < length; j++)
            {
                index[(i * length) + j] = Math.Clamp(Bucket(i - j) + Span, 0, (2 * Span) - 1);
            }
        }

        return index;
    }

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
