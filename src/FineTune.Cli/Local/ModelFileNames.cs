namespace FineTune.Cli.Local;

/// <summary>Which files of a model folder the product reads: descriptions and safetensors weights, never a pickle.</summary>
public static class ModelFileNames
{
    private static readonly string[] Descriptions =
    [
        "added_tokens.json", "chat_template.jinja", "chat_template.json", "config.json", "encoder.json", "generation_config.json", "merges.txt", "preprocessor_config.json", "README.md",
        "sentencepiece.bpe.model", "special_tokens_map.json", "spiece.model", "spm.model", "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "vocab.bpe", "vocab.json", "vocab.txt",
    ];

    /// <summary>Whether a file describes the model: configuration, tokenizer, preprocessing, card.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>True where it does.</returns>
    public static bool IsDescription(string name) => Descriptions.Contains(name);

    /// <summary>Whether a file holds weights that can be read.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>True for a plain name that ends in <c>.safetensors</c>.</returns>
    public static bool IsWeights(string name) => name == Path.GetFileName(name) && name.EndsWith(".safetensors", StringComparison.Ordinal);

    /// <summary>Whether a file names the files that weights are spread over.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>True for an index.</returns>
    public static bool IsIndex(string name) => name.EndsWith(".safetensors.index.json", StringComparison.Ordinal);
}
