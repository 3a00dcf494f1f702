namespace FineTune.Training.Tokenizers.Chat;

/// <summary>A chat in tokens, with those that a model is to learn.</summary>
/// <param name="Ids">The token ids; no special tokens are added to those that the template writes.</param>
/// <param name="IsCompletion">For each token, whether any of it was said by the assistant.</param>
public sealed record ChatTokens(int[] Ids, bool[] IsCompletion)
{
    /// <summary>Encodes a chat.</summary>
    public static ChatTokens Encode(Tokenizer tokenizer, RenderedChat chat)
    {
        var encoding = tokenizer.WithTruncation(null).WithPadding(null).Encode(chat.Text, addSpecialTokens: false);
        var isCompletion = new bool[encoding.Count];
        var span = 0;
        for (var i = 0; i < encoding.Count; i++)
        {
            var token = encoding.Tokens[i];
            while (span < chat.Completions.Count && chat.Completions[span].End <= token.Start)
            {
                span++;
            }

            isCompletion[i] = span < chat.Completions.Count && token.End > chat.Completions[span].Start && token.End > token.Start;
        }

        return new ChatTokens(encoding.Ids, isCompletion);
    }
}
