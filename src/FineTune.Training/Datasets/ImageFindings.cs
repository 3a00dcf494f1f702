namespace FineTune.Training.Datasets;

/// <summary>Looks for what spoils an image dataset without breaking it. Images are the same where their files are.</summary>
internal static class ImageFindings
{
    /// <summary>Images that are in the training rows in different classes.</summary>
    public static string? ContradictingDuplicates(ImageRows rows, int[] groups)
    {
        var rowsAtOdds = Enumerable.Range(0, rows.Count).Where(row => rows.Labels[row] != rows.Labels[groups[row]]).ToArray();
        return rowsAtOdds.Length == 0 ? null
            : $"{rowsAtOdds.Length} training images are in more than one class; the first: {rows.Names[groups[rowsAtOdds[0]]]} and {rows.Names[rowsAtOdds[0]]}.";
    }

    /// <summary>Images that are in the training rows more than once.</summary>
    public static string? Duplicates(int[] groups)
    {
        var repeated = groups.Where((group, row) => group != row).Count();
        return repeated == 0 ? null : $"{repeated} training images repeat an earlier one; equal images are kept in the same split.";
    }

    /// <summary>Images of a held-out split that are in another split too.</summary>
    public static string? Leakage(ImageRows from, string fromName, ImageRows? to, string toName)
    {
        if (to is null)
        {
            return null;
        }

        var known = from.Contents.ToHashSet();
        var leaked = Enumerable.Range(0, to.Count).Where(row => known.Contains(to.Contents[row])).ToArray();
        return leaked.Length == 0 ? null
            : $"{leaked.Length} images of {toName} are also in {fromName} (leakage: the score will look too good); the first: {to.Names[leaked[0]]}.";
    }
}
