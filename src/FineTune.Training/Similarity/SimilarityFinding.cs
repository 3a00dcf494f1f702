namespace FineTune.Training.Similarity;

/// <summary>What was measured of a model and a task before anything is trained, and what it proposes for the search.</summary>
public sealed record SimilarityFinding
{
    /// <summary>The verdict.</summary>
    public required Closeness Closeness { get; init; }

    /// <summary>Training rows, or words of them, that the probe was fitted on.</summary>
    public required int Rows { get; init; }

    /// <summary>Validation rows, or words of them, that it was measured on.</summary>
    public required int HeldOutRows { get; init; }

    /// <summary>What the scores of the probe count; findings of older studies counted texts.</summary>
    public ProbeMeasure Measure { get; init; } = ProbeMeasure.Texts;

    /// <summary>Score of a linear probe on the frozen features.</summary>
    public required double Probe { get; init; }

    /// <summary>The same with the architecture's random weights: what a bag of words gives.</summary>
    public required double ProbeOfRandomWeights { get; init; }

    /// <summary>The same without looking: always the most frequent class, or the mean.</summary>
    public required double ProbeOfNothing { get; init; }

    /// <summary>Log of maximum evidence of the training rows' labels given the frozen features, in nats a row.</summary>
    public required double LogMe { get; init; }

    /// <summary>The same with random weights.</summary>
    public required double LogMeOfRandomWeights { get; init; }

    /// <summary>The base model's own language-modelling loss on the task's texts in nats a token; null where its weights have no such head.</summary>
    public double? LanguageLoss { get; init; }

    /// <summary>The loss of the same tokens by their frequencies alone.</summary>
    public double? LanguageLossByFrequencies { get; init; }

    /// <summary>Proposed: how many layers, from the bottom, are not trained.</summary>
    public required int FrozenLayers { get; init; }

    /// <summary>Proposed: whether the embeddings are not trained.</summary>
    public required bool FreezeEmbeddings { get; init; }

    /// <summary>Proposed: factor from one layer's learning rate to that of the layer below.</summary>
    public required double LayerwiseDecay { get; init; }

    /// <summary>Proposed: lower end of the learning rates to look at first.</summary>
    public required double LearningRateLow { get; init; }

    /// <summary>Proposed: upper end of the learning rates to look at first.</summary>
    public required double LearningRateHigh { get; init; }

    /// <summary>Proposed: the learning rate to begin with, in the middle of the two on a logarithmic scale.</summary>
    public double LearningRate => Math.Sqrt(LearningRateLow * LearningRateHigh);

    /// <summary>Why, a sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
