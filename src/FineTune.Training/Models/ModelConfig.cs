using System.Text.Json;

namespace FineTune.Training.Models;

/// <summary>What config.json says, with each family's own field names brought to one set and its defaults filled in.</summary>
public sealed record ModelConfig
{
    /// <summary>model_type: "bert", "distilbert", ...</summary>
    public required string ModelType { get; init; }

    /// <summary>Rows of the word table.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of hidden states.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width of the word table; differs from the hidden size in ELECTRA.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Backbone layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Width of the feed-forward layer.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Activation of the feed-forward layer.</summary>
    public string Activation { get; init; } = "gelu";

    /// <summary>Dropout rate of hidden states.</summary>
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>Dropout rate of attention probabilities.</summary>
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Dropout rate before the classifier.</summary>
    public double HeadDropout { get; init; } = 0.1;

    /// <summary>Rows of the position table.</summary>
    public int Positions { get; init; } = 512;

    /// <summary>Longest sequence, in tokens.</summary>
    public int MaxLength { get; init; } = 512;

    /// <summary>Height and width of the images it was pretrained on; 0 where it reads texts.</summary>
    public int ImageSize { get; init; }

    /// <summary>Rows of the token type table; 0 where the family has none.</summary>
    public int TokenTypes { get; init; }

    /// <summary>Epsilon of the norms.</summary>
    public double NormEpsilon { get; init; } = 1e-12;

    /// <summary>Standard deviation of new weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>The padding token; its embedding gets no gradient as input.</summary>
    public int? PadTokenId { get; init; }

    /// <summary>Whether the heads have to divide the hidden size; not where the width of a head is set apart.</summary>
    public bool HeadsDivideSize { get; init; } = true;

    /// <summary>Names of the classes (id2label), in order; two where the file says nothing.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>problem_type: single_label_classification, multi_label_classification, regression, or null.</summary>
    public string? ProblemType { get; init; }

    /// <summary>The measures of a ConvNeXt; null in other families.</summary>
    internal ConvNextShape? ConvNext { get; init; }

    /// <summary>The measures of a ResNet; null in other families.</summary>
    internal ResNetShape? ResNet { get; init; }

    /// <summary>The whole config.json.</summary>
    public required JsonElement Json { get; init; }
}
