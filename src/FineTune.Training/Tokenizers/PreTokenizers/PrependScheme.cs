namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Where Metaspace puts its mark in front.</summary>
internal enum PrependScheme
{
    /// <summary>At every piece.</summary>
    Always,

    /// <summary>At the piece that begins the text.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}
