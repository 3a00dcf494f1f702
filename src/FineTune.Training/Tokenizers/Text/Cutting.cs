namespace FineTune.Training.Tokenizers.Text;

/// <summary>Turns matches into pieces.</summary>
internal static class Cutting
{
    /// <summary>Cuts a text at matches; the ranges are in order.</summary>
    /// <param name="length">The text's length.</param>
    /// <param name="matches">The matches in order.</param>
    /// <param name="behavior">What becomes of the matches.</param>
    /// <param name="invert">Treat the text between as the matches, and the matches as text.</param>
    /// <param name="result">Receives the ranges; some may be empty.</param>
    public static void Cut(int length, List<(int Start, int End)> matches, SplitBehavior behavior, bool invert, List<(int Start, int End)> result)
    {
        result.Clear();
        var (done, previous) = (0, false);
        foreach (var (start, end) in matches)
        {
            if (done < start)
            {
                Append(result, done, start, invert, ref previous, behavior);
            }

            Append(result, start, end, !invert, ref previous, behavior);
            done = end;
        }

        if (done < length)
        {
            Append(result, done, length, invert, ref previous, behavior);
        }

        if (behavior == SplitBehavior.MergedWithNext)
        {
            MergeWithNext(result, matches, invert);
        }
    }

    private static void Append(List<(int Start, int End)> result, int start, int end, bool isMatch, ref bool previous, SplitBehavior behavior)
    {
        var joins = behavior switch
        {
            SplitBehavior.MergedWithPrevious => isMatch && !previous && result.Count > 0,
            SplitBehavior.Contiguous => isMatch == previous && result.Count > 0,
            _ => false,
        };
        if (joins)
        {
            result[^1] = (result[^1].Start, end);
        }
        else if (!(isMatch && behavior == SplitBehavior.Removed))
        {
            result.Add((start, end));
        }

        previous = isMatch;
    }

    /// <summary>From the right: a match joins the piece after it unless that piece began with a match too.</summary>
    private static void MergeWithNext(List<(int Start, int End)> ranges, List<(int Start, int End)> matches, bool invert)
    {
        var isMatch = new bool[ranges.Count];
        for (int i = 0, m = 0; i < isMatch.Length; i++)
        {
            var matched = m < matches.Count && matches[m] == ranges[i];
            m += matched ? 1 : 0;
            isMatch[i] = matched != invert;
        }

        var write = ranges.Count;
        var previous = false;
        for (var i = ranges.Count - 1; i >= 0; i--)
        {
            if (isMatch[i] && !previous && write < ranges.Count)
            {
                ranges[write] = (ranges[i].Start, ranges[write].End);
            }
            else
            {
                ranges[--write] = ranges[i];
            }

            previous = isMatch[i];
        }

        ranges.RemoveRange(0, write);
    }
}
