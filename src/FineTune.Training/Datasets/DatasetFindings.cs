using System.Collections.Immutable;

namespace FineTune.Training.Datasets;

/// <summary>Looks for what spoils a dataset without breaking it, and says it in words.</summary>
internal static class DatasetFindings
{
    private const int SmallClass = 3;

    /// <summary>Texts that stand in the training rows with different labels.</summary>
    public static string? ContradictingDuplicates(TokenizedRows rows, int[] groups)
    {
        var texts = new HashSet<int>();
        string? example = null;
        for (var row = 0; row < rows.Count; row++)
        {
            var first = groups[row];
            if (rows.Labels[row] != rows.Labels[first] && texts.Add(first))
            {
                example ??= $"lines {rows.Lines[first]} ('{rows.Labels[first]}') and {rows.Lines[row]} ('{rows.Labels[row]}')";
            }
        }

        return example is null ? null : $"{Counted(texts.Count, "text stands", "texts stand")} in the training rows with different labels; the first: {example}.";
    }

    /// <summary>Texts that stand in the training rows more than once.</summary>
    public static string? Duplicates(int[] groups)
    {
        var repeated = groups.Where((group, row) => group != row).Count();
        return repeated == 0 ? null : $"{Counted(repeated, "training row repeats", "training rows repeat")} the text of an earlier one; rows with the same text are kept in the same split.";
    }

    /// <summary>Texts of a held-out file that stand in another file too.</summary>
    public static string? Leakage(TokenizedRows from, string fromName, TokenizedRows to, string toName)
    {
        var known = from.TextHashes.ToHashSet();
        var leaked = Enumerable.Range(0, to.Count).Where(row => known.Contains(to.TextHashes[row])).ToArray();
        return leaked.Length == 0 ? null : $"{Counted(leaked.Length, "text", "texts")} of {toName} also {(leaked.Length == 1 ? "stands" : "stand")} in {fromName} (leakage: the score will look too good); the first: line {to.Lines[leaked[0]]} of {toName}.";
    }

    /// <summary>Labels too rare to stand in every split, and labels that differ by case only.</summary>
    public static IEnumerable<string> OfLabels(ImmutableArray<string> labels, IReadOnlyList<int> trainCounts)
    {
        var rare = labels.Where((_, id) => trainCounts[id] < SmallClass).ToArray();
        if (rare.Length > 0)
        {
            yield return $"{Counted(rare.Length, "label has", "labels have")} fewer than {SmallClass} rows: {Listed(rare)}.";
        }

        foreach (var same in labels.GroupBy(label => label, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            yield return $"These labels differ by case only: {Listed([.. same])}.";
        }
    }

    /// <summary>For each row the first row with the same text.</summary>
    public static int[] GroupsOf(TokenizedRows rows)
    {
        var first = new Dictionary<UInt128, int>(rows.Count);
        var groups = new int[rows.Count];
        for (var row = 0; row < groups.Length; row++)
        {
            groups[row] = first.TryAdd(rows.TextHashes[row], row) ? row : first[rows.TextHashes[row]];
        }

        return groups;
    }

    private static string Counted(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(5).Select(n => $"'{n}'")) + (names.Length > 5 ? $" and {names.Length - 5} more" : "");
}
