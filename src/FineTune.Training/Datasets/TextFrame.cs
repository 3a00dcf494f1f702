using FineTune.Training.Tokenizers;

namespace FineTune.Training.Datasets;

/// <summary>The special tokens that a tokenizer puts around a text.</summary>
/// <param name="Before">In front of it.</param>
/// <param name="After">Behind it.</param>
internal sealed record TextFrame(int[] Before, int[] After)
{
    /// <summary>What the tokenizer adds of itself.</summary>
    public static TextFrame Of(Tokenizer tokenizer)
    {
        var tokens = tokenizer.WithTruncation(null).WithPadding(null).Encode("a").Tokens;
        return new TextFrame([.. tokens.TakeWhile(t => t.IsSpecial).Select(t => t.Id)], [.. tokens.Reverse().TakeWhile(t => t.IsSpecial).Select(t => t.Id).Reverse()]);
    }

    /// <summary>With the end of text behind it where the tokenizer adds nothing there: a decoder has to learn where to end.</summary>
    public static TextFrame WithEnd(Tokenizer tokenizer)
    {
        var frame = Of(tokenizer);
        return frame.After.Length == 0 && tokenizer.SpecialTokens.EndOfText is { } end ? frame with { After = [end] } : frame;
    }
}
