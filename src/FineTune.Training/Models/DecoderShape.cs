namespace FineTune.Training.Models;

/// <summary>What differs between decoders of the Llama kind.</summary>
internal sealed record DecoderShape
{
    /// <summary>K, the heads of keys and values.</summary>
    public required int KeyHeads { get; init; }

    /// <summary>d, the width of a head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Whether query, key and value have biases.</summary>
    public bool QueryBias { get; init; }

    /// <summary>Whether the attention's output has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether the feed-forward has biases.</summary>
    public bool GateBias { get; init; }

    /// <summary>Whether queries and keys are normalised in each head before they are turned.</summary>
    public bool HeadNorms { get; init; }

    /// <summary>Gemma: norms scale by 1 + w, and stand also behind attention and feed-forward.</summary>
    public bool IsGemma { get; init; }

    /// <summary>Whether the output's matrix is the word table.</summary>
    public bool TiesWords { get; init; }

    /// <summary>What scores are multiplied by.</summary>
    public required double Scale { get; init; }

    /// <summary>For each layer how many tokens it sees, itself counted; null for all before it.</summary>
    public required IReadOnlyList<int?> Windows { get; init; }

    /// <summary>For each layer how positions turn.</summary>
    public required IReadOnlyList<RotaryEmbedding> Rotaries { get; init; }

    /// <summary>What embeddings are multiplied by.</summary>
    public double EmbeddingScale { get; init; } = 1;
}
