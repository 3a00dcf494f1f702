namespace FineTune.Training.Pretraining;

/// <summary>A masked-language pre-training: from scratch, or further on a model's own weights (domain-adaptive).</summary>
public sealed record PretrainRequest
{
    /// <summary>A text file, or a folder whose .txt files are read in ordinal order; a line is a paragraph.</summary>
    public required string Corpus { get; init; }

    /// <summary>Receives the model folder; a run that was stopped is continued from it.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>A model to train further; null starts a new one of the shape below.</summary>
    public string? FromModelFolder { get; init; }

    /// <summary>Entries of the vocabulary that is learned from the corpus for a new model.</summary>
    public int VocabularySize { get; init; } = 8192;

    /// <summary>Width of a new model.</summary>
    public int HiddenSize { get; init; } = 192;

    /// <summary>Layers of a new model.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Attention heads of a new model.</summary>
    public int Heads { get; init; } = 6;

    /// <summary>Feed-forward width of a new model.</summary>
    public int IntermediateSize { get; init; } = 768;

    /// <summary>Rows of a new model's position table: the longest text it will read.</summary>
    public int MaxPositions { get; init; } = 128;

    /// <summary>Most tokens of a training row, [CLS] and [SEP] counted.</summary>
    public int SequenceLength { get; init; } = 128;

    /// <summary>Rows of each update.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Wall-clock training time over all resumed runs; the schedule ends with it. Ignored where <see cref="Steps"/> is given.</summary>
    public double Minutes { get; init; } = 60;

    /// <summary>Updates of the whole training; 0 trains by <see cref="Minutes"/>.</summary>
    public long Steps { get; init; }

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Share of the training over which the rate rises.</summary>
    public double WarmupRatio { get; init; } = 0.05;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Dropout in pre-training; short runs see each text about once and want none.</summary>
    public double Dropout { get; init; }

    /// <summary>Share of tokens that are predicted; of these 80 % become [MASK], 10 % a random token, 10 % stay.</summary>
    public double MaskedShare { get; init; } = 0.15;

    /// <summary>Weight of the second objective, which teaches [CLS] what a text is about; 0 leaves masked words alone.</summary>
    public double WholeTextWeight { get; init; } = 1;

    /// <summary>Seed of weights, order and masks.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>CPU threads; 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>"auto", "cpu" or "cuda".</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Minutes from one checkpoint to the next.</summary>
    public double CheckpointMinutes { get; init; } = 4;
}
