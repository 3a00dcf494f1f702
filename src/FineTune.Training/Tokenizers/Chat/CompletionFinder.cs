namespace FineTune.Training.Tokenizers.Chat;

/// <summary>
/// Finds what the assistant says in a chat whose template does not mark it: each of its messages is what comes after the
/// prompt that the template writes for the messages before it, as far as that agrees with the whole chat.
/// </summary>
internal static class CompletionFinder
{
    /// <summary>Finds the stretch of every message of the assistant.</summary>
    /// <exception cref="ChatTemplateException">The template writes a message differently once others follow it.</exception>
    public static List<CompletionSpan> Find(IReadOnlyList<ChatMessage> messages, string whole, Func<IReadOnlyList<ChatMessage>, bool, string> render)
    {
        var spans = new List<CompletionSpan>();
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role == ChatMessage.Assistant)
            {
                var prompt = render([.. messages.Take(i)], true);
                var through = render([.. messages.Take(i + 1)], false);
                var end = whole.AsSpan().CommonPrefixLength(through);
                var start = whole.AsSpan().CommonPrefixLength(prompt);
                if (start < prompt.Length)
                {
                    // Some templates end a prompt with white space that a finished message does not begin with.
                    start = Math.Max(whole.IndexOf(messages[i].Content.Trim(), start, StringComparison.Ordinal), start);
                }

                if (end <= start || !WithoutSpace(whole[start..end]).Contains(WithoutSpace(messages[i].Content), StringComparison.Ordinal))
                {
                    throw new ChatTemplateException(1, $"It has no {{% generation %}} marks, and message {i + 1} is written differently once others follow it; mark what the assistant says.");
                }

                spans.Add(new CompletionSpan(start, end));
            }
        }

        return spans;
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
