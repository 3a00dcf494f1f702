namespace FineTune.Training.Tokenizers;

/// <summary>One token of an encoded text.</summary>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="Text">Its text in the vocabulary (the matched text for added tokens and some unknowns).</param>
/// <param name="Start">First UTF-16 unit of the original text that it stands for; index into the C# string.</param>
/// <param name="End">One past the last unit; equal to <paramref name="Start"/> where it stands for nothing.</param>
/// <param name="WordId">The number of the word (pre-token) it belongs to; -1 for tokens that were added.</param>
/// <param name="SequenceId">0 or 1 for the first or second text; -1 for tokens that were added.</param>
/// <param name="TypeId">The token type id (segment).</param>
/// <param name="IsSpecial">Whether the post-processor or padding added it.</param>
/// <param name="IsAttended">False for padding.</param>
public readonly record struct EncodedToken(
    int Id,
    string Text,
    int Start,
    int End,
    int WordId,
    int SequenceId = -1,
    int TypeId = 0,
    bool IsSpecial = false,
    bool IsAttended = true)
{
    /// <summary>Whether the first character that it stands for has two UTF-16 units.</summary>
    internal bool StartsWithPair { get; init; }
}
