namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>How a run goes on after a statement.</summary>
internal enum Flow
{
    /// <summary>With the next statement.</summary>
    Next,

    /// <summary>With the loop's next item.</summary>
    Continue,

    /// <summary>After the loop.</summary>
    Break,
}
