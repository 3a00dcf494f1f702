namespace FineTune.Training.Tokenizers;

/// <summary>Brings encodings to one length.</summary>
internal static class Padding
{
    /// <summary>Pads a batch, overflowing parts included.</summary>
    public static void Apply(IReadOnlyList<TokenEncoding> batch, PaddingOptions options)
    {
        var length = options.Length ?? batch.Max(e => e.Count);
        if (options.MultipleOf is > 0 and var multiple && length % multiple != 0)
        {
            length += multiple - (length % multiple);
        }

        foreach (var encoding in batch)
        {
            Pad(encoding, length, options);
        }
    }

    private static void Pad(TokenEncoding encoding, int length, PaddingOptions options)
    {
        encoding.OverflowingParts.ForEach(part => Pad(part, length, options));
        if (encoding.Count < length)
        {
            var filler = new EncodedToken(options.PadId, options.PadToken, 0, 0, -1, -1, options.PadTypeId, IsSpecial: true, IsAttended: false);
            encoding.Insert(Enumerable.Repeat(filler, length - encoding.Count), atStart: options.FromLeft);
        }
    }
}
