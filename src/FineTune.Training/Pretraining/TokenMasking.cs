using FineTune.Training.Optimization;

namespace FineTune.Training.Pretraining;

/// <summary>
/// BERT's masking: a share of the tokens is to be predicted; of these 80 % are replaced by [MASK], 10 % by a random token,
/// 10 % stay as they are. Drawn anew for every pass from a key, so nothing has to be saved.
/// </summary>
internal sealed class TokenMasking(double share, int vocabularySize, int mask, IReadOnlySet<int> special)
{
    /// <summary>Tokens that are never masked.</summary>
    public IReadOnlySet<int> Special => special;

    /// <summary>Masks rows in place.</summary>
    /// <returns>For each chosen token its index among all tokens of the rows, and its true id.</returns>
    public (long[] Places, long[] Targets) Apply(IReadOnlyList<int[]> rows, RandomKey key)
    {
        var places = new List<long>();
        var targets = new List<long>();
        ulong at = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++, at++)
            {
                if (special.Contains(row[i]) || key.Uniform(4 * at) >= share)
                {
                    continue;
                }

                places.Add((long)at);
                targets.Add(row[i]);
                var draw = key.Uniform((4 * at) + 1);
                row[i] = draw < 0.8 ? mask : draw < 0.9 ? key.Below((4 * at) + 2, vocabularySize) : row[i];
            }
        }

        return ([.. places], [.. targets]);
    }
}
