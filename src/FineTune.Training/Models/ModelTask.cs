namespace FineTune.Training.Models;

/// <summary>What a model is loaded for.</summary>
internal enum ModelTask
{
    /// <summary>One class, several labels or a number for each row.</summary>
    SequenceClassification,

    /// <summary>One class for each image.</summary>
    ImageClassification,

    /// <summary>A class for each token.</summary>
    TokenClassification,

    /// <summary>The hidden words of a text.</summary>
    MaskedLanguage,

    /// <summary>The hidden words of a text, with a pooler that is trained beside where the family has one.</summary>
    Pretraining,
}
