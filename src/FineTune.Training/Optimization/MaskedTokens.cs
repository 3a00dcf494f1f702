using FineTune.Training.Datasets;

namespace FineTune.Training.Optimization;

/// <summary>Chooses and hides tokens of rows: those that have a label may be hidden, special tokens have none.</summary>
/// <param name="split">The rows.</param>
/// <param name="mask">The mask's id.</param>
internal sealed class MaskedTokens(PreparedSplit split, int mask)
{
    private const double Share = 0.15;

    /// <summary>How many tokens of a row are chosen.</summary>
    public int CountOf(int row)
    {
        var usual = Usual(row).Length;
        return usual == 0 ? 0 : Math.Max(1, (int)Math.Round(Share * usual));
    }

    /// <summary>A row with its chosen tokens hidden, where they are and what they were.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="key">The draws.</param>
    /// <param name="vocabularySize">How many ids there are.</param>
    public (int[] Tokens, int[] Places, int[] Targets) Apply(int row, RandomKey key, int vocabularySize)
    {
        var result = split.Tokens(row).ToArray();
        var usual = Usual(row);
        int[] places = [.. key.Permutation(usual.Length).Take(CountOf(row)).Select(i => usual[i]).Order()];
        var draws = key.Derive("draws");
        foreach (var place in places)
        {
            var draw = draws.Uniform(2 * (ulong)place);
            result[place] = draw < 0.8 ? mask : draw < 0.9 ? draws.Below((2 * (ulong)place) + 1, vocabularySize) : result[place];
        }

        var original = split.Tokens(row).ToArray();
        return (result, places, Array.ConvertAll(places, place => original[place]));
    }

    private int[] Usual(int row)
    {
        var labels = split.LabelsOfTokens(row).ToArray();
        return [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != PreparedSplit.Ignored)];
    }
}
