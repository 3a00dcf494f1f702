namespace FineTune.Training.Tokenizers;

/// <summary>Cuts encodings to a length; what is cut off becomes overflowing parts.</summary>
internal static class Truncation
{
    /// <summary>Cuts one encoding or a pair by the options, to <paramref name="maxLength"/> tokens in all.</summary>
    /// <exception cref="ArgumentException">The strategy cannot reach the length, or the stride is too large.</exception>
    public static void Apply(List<TokenEncoding> encodings, TruncationOptions options, int maxLength)
    {
        if (maxLength == 0)
        {
            encodings.ForEach(encoding => Cut(encoding, 0, options));
            return;
        }

        var excess = encodings.Sum(e => e.Count) - maxLength;
        if (excess <= 0)
        {
            return;
        }

        if (options.Strategy == TruncationStrategy.LongestFirst)
        {
            LongestFirst(encodings, options, maxLength);
            return;
        }

        var index = options.Strategy == TruncationStrategy.OnlyFirst ? 0 : 1;
        if (index >= encodings.Count)
        {
            throw new ArgumentException("The second text is to be truncated, but there is none.", nameof(encodings));
        }

        if (encodings[index].Count <= excess)
        {
            throw new ArgumentException("The text to truncate is too short to reach the maximum length.", nameof(encodings));
        }

        Cut(encodings[index], encodings[index].Count - excess, options);
    }

    private static void LongestFirst(List<TokenEncoding> encodings, TruncationOptions options, int maxLength)
    {
        if (encodings.Count == 1)
        {
            Cut(encodings[0], maxLength, options);
            return;
        }

        var shorter = Math.Min(encodings[0].Count, encodings[1].Count);
        var longer = shorter > maxLength ? shorter : Math.Max(shorter, maxLength - shorter);
        if (shorter + longer > maxLength)
        {
            shorter = maxLength / 2;
            longer = shorter + (maxLength % 2);
        }

        var firstIsShorter = encodings[0].Count <= encodings[1].Count;
        Cut(encodings[0], firstIsShorter ? shorter : longer, options);
        Cut(encodings[1], firstIsShorter ? longer : shorter, options);
    }

    private static void Cut(TokenEncoding encoding, int length, TruncationOptions options)
    {
        if (length >= encoding.Count)
        {
            return;
        }

        var result = new TokenEncoding();
        if (length == 0)
        {
            result.OverflowingParts.Add(encoding.Copy());
            encoding.Become(result);
            return;
        }

        if (options.Stride >= length)
        {
            throw new ArgumentException($"The stride {options.Stride} must be smaller than the {length} tokens that remain for the text.", nameof(options));
        }

        var parts = options.FromLeft ? PartsFromLeft(encoding.Count, length, options.Stride) : PartsFromRight(encoding.Count, length, options.Stride);
        foreach (var (start, end) in parts)
        {
            var part = encoding.Slice(start, end - start);
            if (start == parts[0].Start && end == parts[0].End)
            {
                result = part;
            }
            else
            {
                result.OverflowingParts.Add(part);
            }
        }

        encoding.Become(result);
    }

    private static List<(int Start, int End)> PartsFromRight(int count, int length, int stride)
    {
        var parts = new List<(int, int)>();
        for (var start = 0; start < count; start += length - stride)
        {
            var end = Math.Min(start + length, count);
            parts.Add((start, end));
            if (end == count)
            {
                break;
            }
        }

        return parts;
    }

    private static List<(int Start, int End)> PartsFromLeft(int count, int length, int stride)
    {
        var parts = new List<(int, int)>();
        for (var end = count; end > 0; end -= length - stride)
        {
            var start = Math.Max(end - length, 0);
            parts.Add((start, end));
            if (start == 0)
            {
                break;
            }
        }

        return parts;
    }
}
