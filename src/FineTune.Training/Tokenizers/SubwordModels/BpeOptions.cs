namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>The options of byte-pair encoding.</summary>
/// <param name="UnknownToken">Stands for characters that are not in the vocabulary; null: they are dropped.</param>
/// <param name="ContinuingPrefix">Marks characters that do not begin a word.</param>
/// <param name="EndSuffix">Marks the character that ends a word.</param>
/// <param name="FusesUnknown">Makes neighbouring unknown characters one token.</param>
/// <param name="ByteFallback">Writes unknown characters as tokens <c>&lt;0xNN&gt;</c> where all of them are in the vocabulary.</param>
/// <param name="IgnoresMerges">Takes a whole word that is in the vocabulary without looking at merges.</param>
internal sealed record BpeOptions(
    string? UnknownToken = null,
    string? ContinuingPrefix = null,
    string? EndSuffix = null,
    bool FusesUnknown = false,
    bool ByteFallback = false,
    bool IgnoresMerges = false);
