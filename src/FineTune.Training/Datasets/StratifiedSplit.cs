namespace FineTune.Training.Datasets;

/// <summary>
/// Divides rows into training, validation and test: each label in its proportion, rows with the same text together.
/// A pure function of the seed and the rows' order, labels and texts.
/// </summary>
internal static class StratifiedSplit
{
    /// <summary>Assigns every row to 0 (training), 1 (validation) or 2 (test).</summary>
    /// <param name="labels">The label of each row.</param>
    /// <param name="groups">The group of each row: the number of the first row with the same text.</param>
    /// <param name="validationFraction">The part of the rows for validation.</param>
    /// <param name="testFraction">The part of the rows for test.</param>
    /// <param name="seed">The seed.</param>
    /// <remarks>A label with at least 3 different texts is in every split whose fraction is above 0; one with fewer is in training only.</remarks>
    public static byte[] Assign(IReadOnlyList<int> labels, IReadOnlyList<int> groups, double validationFraction, double testFraction, ulong seed)
    {
        var sizes = new Dictionary<int, int>();
        foreach (var group in groups)
        {
            sizes[group] = sizes.GetValueOrDefault(group) + 1;
        }

        var splitOfGroup = new Dictionary<int, byte>();
        var (validation, test) = (new Quota(validationFraction), new Quota(testFraction));
        foreach (var label in sizes.Keys.GroupBy(group => labels[group]).OrderBy(g => g.Key))
        {
            var shuffled = label.OrderBy(group => Mix(seed, (ulong)group)).ThenBy(group => group).ToArray();
            Divide(shuffled, sizes, validation, test, splitOfGroup);
        }

        return [.. groups.Select(group => splitOfGroup[group])];
    }

    private static void Divide(int[] groups, Dictionary<int, int> sizes, Quota validation, Quota test, Dictionary<int, byte> result)
    {
        var rows = groups.Sum(group => sizes[group]);
        var next = 0;
        foreach (var (quota, split) in new[] { (test, (byte)2), (validation, (byte)1) })
        {
            var wanted = groups.Length < 3 ? 0 : quota.Take(rows);
            var leaveAtLeast = split == 2 ? 2 : 1;
            for (var taken = 0; taken < wanted && groups.Length - next > leaveAtLeast; next++)
            {
                result[groups[next]] = split;
                taken += sizes[groups[next]];
            }
        }

        foreach (var group in groups[next..])
        {
            result[group] = 0;
        }
    }

    /// <summary>SplitMix64 of seed and index: a shuffle key that needs no state.</summary>
    private static ulong Mix(ulong seed, ulong index)
    {
        var x = unchecked((seed * 0x9E3779B97F4A7C15) + ((index + 1) * 0xD1B54A32D192ED03));
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EB);
        return x ^ (x >> 31);
    }

    /// <summary>Hands out whole rows so that the sum over labels is the rounded fraction of all rows; at least one a label.</summary>
    private sealed class Quota(double fraction)
    {
        private double _due;
        private long _given;

        public int Take(int rows)
        {
            if (fraction <= 0)
            {
                return 0;
            }

            _due += rows * fraction;
            var count = (int)Math.Max(1, Math.Round(_due, MidpointRounding.AwayFromZero) - _given);
            _given += count;
            return count;
        }
    }
}
