namespace FineTune.Training.Tokenizers.Reading;

/// <summary>What a piece of a SentencePiece vocabulary is for; the numbers are the file's.</summary>
internal enum SentencePieceKind
{
    /// <summary>Found in text.</summary>
    Normal = 1,

    /// <summary>Stands for what no piece expresses.</summary>
    Unknown = 2,

    /// <summary>Never found in text: begin, end, padding.</summary>
    Control = 3,

    /// <summary>Found in text before anything else, and never cut.</summary>
    UserDefined = 4,

    /// <summary>No longer found in text.</summary>
    Unused = 5,

    /// <summary>A byte of an unknown character.</summary>
    Byte = 6,
}
