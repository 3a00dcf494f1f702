using FineTune.Training.Datasets;

namespace FineTune.Training.SmokeRuns;

/// <summary>What a smoke run tries out.</summary>
public sealed record SmokeRequest
{
    /// <summary>The pretrained model.</summary>
    public required string ModelFolder { get; init; }

    /// <summary>The dataset; its test split is not looked at.</summary>
    public required PreparedDataset Dataset { get; init; }

    /// <summary>The recommended hyperparameters.</summary>
    public required Hyperparameters Hyperparameters { get; init; }

    /// <summary>The largest batch that the search may propose.</summary>
    public required int LargestBatch { get; init; }

    /// <summary>Trials that will train side by side.</summary>
    public int ParallelTrials { get; init; } = 1;

    /// <summary>Seed of the subset and of the head.</summary>
    public ulong Seed { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>CPU threads; 0 takes all.</summary>
    public int Threads { get; init; }

    /// <summary>No update begins after this many seconds.</summary>
    public double Seconds { get; init; } = 6;
}
