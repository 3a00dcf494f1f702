using FineTune.Training.Datasets;

namespace FineTune.Training;

/// <summary>Everything that determines a segment of training. Equal requests give equal bytes.</summary>
public sealed record SegmentRequest
{
    /// <summary>The pretrained model, as Hugging Face lays it out.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>The tokenized splits.</summary>
    public required PreparedDataset Dataset { get; init; }

    /// <summary>What the segment is trained with; after a parent checkpoint only what <see cref="MidTrainingChanges"/> allows may differ from what that was trained with.</summary>
    public required Hyperparameters Hyperparameters { get; init; }

    /// <summary>Seed of the new head, the data order and the dropout of this trial.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The checkpoint to continue from; null starts the trial.</summary>
    public string? ParentCheckpointFolder { get; init; }

    /// <summary>Where the segment ends, in epochs since the start of the trial; may be a fraction.</summary>
    public required double ToEpoch { get; init; }

    /// <summary>Where the checkpoint is written.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>What is compared between epochs and trials: a metric of the dataset's task, on the validation split.</summary>
    public string Objective { get; init; } = "accuracy";

    /// <summary>Whether a larger objective is better.</summary>
    public bool MaximizeObjective { get; init; } = true;

    /// <summary>Metrics that are measured and reported besides, as validation_{name}.</summary>
    public IReadOnlyList<string> FurtherMetrics { get; init; } = [];

    /// <summary>When to stop before <see cref="ToEpoch"/>; null never does.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Epochs from one evaluation to the next; there is always one at the end of the segment.</summary>
    public double EvaluateEveryEpochs { get; init; } = 1;

    /// <summary>CPU threads of this trial; 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>"auto", "cpu" or "cuda".</summary>
    public string Device { get; init; } = "auto";
}
