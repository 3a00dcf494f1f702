using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>Word, position and token type embeddings, added, normalised and dropped out.</summary>
internal sealed class TokenEmbeddings
{
    private readonly Parameter _positions;
    private readonly Parameter? _types;
    private readonly LayerNorm _norm;

    /// <summary>Takes the tables under a prefix; a table of token types only where the configuration has some.</summary>
    public TokenEmbeddings(WeightBuilder weights, string prefix, ModelConfig config)
    {
        var size = config.EmbeddingSize;
        Words = weights.Add(prefix + ".word_embeddings.weight", InitialWeight.NormalWithPadding, config.VocabularySize, size);
        _positions = weights.Add(prefix + ".position_embeddings.weight", InitialWeight.Normal, config.Positions, size);
        _types = config.TokenTypes == 0 ? null : weights.Add(prefix + ".token_type_embeddings.weight", InitialWeight.Normal, config.TokenTypes, size);
        _norm = LayerNorm.From(weights, prefix + ".LayerNorm", size, config.NormEpsilon);
    }

    /// <summary>[V, E] the word table, which a language-modelling head shares.</summary>
    public Parameter Words { get; }

    /// <summary>[T] tokens to [T, E].</summary>
    public Tensor Forward(TokenBatch batch, ForwardPass pass)
    {
        var sum = LookUp(Words, batch) + _positions.index_select(0, batch.Positions);
        if (_types is not null)
        {
            sum += _types.index_select(0, batch.Types);
        }

        return pass.Hidden(_norm.Forward(sum));
    }

    /// <summary>The rows of a word table, [T, E].</summary>
    public static Tensor LookUp(Parameter table, TokenBatch batch)
    {
        var words = table.index_select(0, batch.Ids);
        if (!batch.HasPadId)
        {
            return words;
        }

        // The padding token's row gets no gradient as input (padding_idx), also where it stands for a real token.
        var real = batch.Ids.ne(batch.PadTokenId).unsqueeze(1);
        return where(real, words, words.detach());
    }
}
