namespace FineTune.Training.Tokenizers.Chat;

/// <summary>A chat template is wrong, goes past its limits, or refuses the messages.</summary>
public sealed class ChatTemplateException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="line">Line of the template, from 1.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="isRefusal">Whether the template itself refused the messages.</param>
    public ChatTemplateException(int line, string what, bool isRefusal = false)
        : base(isRefusal ? what : $"Chat template, line {line}: {what}") => (Line, IsRefusal) = (line, isRefusal);

    /// <summary>The line of the template, from 1.</summary>
    public int Line { get; }

    /// <summary>Whether the template called <c>raise_exception</c>: the messages are at fault, not the template.</summary>
    public bool IsRefusal { get; }
}
