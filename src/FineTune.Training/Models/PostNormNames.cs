namespace FineTune.Training.Models;

/// <summary>What a family calls the parts of a post-norm layer in its files.</summary>
internal sealed record PostNormNames(
    string Query, string Key, string Value, string AttentionOutput, string AttentionNorm, string Intermediate, string Output, string OutputNorm)
{
    /// <summary>The names of BERT and of all that were built on its code.</summary>
    public static PostNormNames Bert(string layer) => new(
        layer + ".attention.self.query",
        layer + ".attention.self.key",
        layer + ".attention.self.value",
        layer + ".attention.output.dense",
        layer + ".attention.output.LayerNorm",
        layer + ".intermediate.dense",
        layer + ".output.dense",
        layer + ".output.LayerNorm");
}
