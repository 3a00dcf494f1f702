using FineTune.Functions.Costs;
using FineTune.Functions.Storage;
using FineTune.Search.Finalists;
using FineTune.Search.Planning;
using FineTune.Training;
using FineTune.Training.Similarity;
using FineTune.Training.SmokeRuns;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Studies;

/// <summary>Everything about a study, resolved: <c>plan.json</c>, written once by the preparation and never changed.</summary>
public sealed record StudyPlan
{
    /// <summary>The study's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The dataset's files with the ETags that were trained on.</summary>
    public required IReadOnlyList<PinnedFile> DatasetFiles { get; init; }

    /// <summary>The content hash of the prepared dataset: its folder in storage and in the hosts' caches.</summary>
    public required string PreparedDataset { get; init; }

    /// <summary>The task's name; plans of earlier versions, which had one task only, do not say it.</summary>
    public string Task { get; init; } = FineTuningTask.Default;

    /// <summary>The labels in order; none where the task has no classes.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Rows of the training, validation and test split.</summary>
    public required SplitRows Rows { get; init; }

    /// <summary>What the user should know of the data, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The model's files with their ETags.</summary>
    public required IReadOnlyList<PinnedFile> ModelFiles { get; init; }

    /// <summary>The hash of the model's content.</summary>
    public required string ModelHash { get; init; }

    /// <summary>The model's architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The model's number of parameters.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>What trials are compared by.</summary>
    public required string Objective { get; init; }

    /// <summary>What is measured besides, for the objectives beside the first.</summary>
    public IReadOnlyList<string> FurtherMetrics { get => field ?? []; init; } = [];

    /// <summary>The rules of the search.</summary>
    public required StudyRules Rules { get; init; }

    /// <summary>What every trial trains with where its own hyperparameters say nothing.</summary>
    public required Hyperparameters Defaults { get; init; }

    /// <summary>Epochs from one evaluation to the next.</summary>
    public required double EvaluateEveryEpochs { get; init; }

    /// <summary>The limit of training time in minutes, all trials added up; null for none.</summary>
    public double? Minutes { get; init; }

    /// <summary>The limit of what the training may cost; null for none.</summary>
    public double? Cost { get; init; }

    /// <summary>What things cost, as the settings said when the study was prepared: its budget and its report go by them.</summary>
    public CostRates Rates { get; init; } = new();

    /// <summary>CPU threads of one trial. Fixed for the study, since the last digits of a sum depend on it.</summary>
    public required int Threads { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>, fixed for the study.</summary>
    public required string Device { get; init; }

    /// <summary>The device that the preparing host found, in one line.</summary>
    public required string DeviceSummary { get; init; }

    /// <summary>The identity of the training code: module version and libtorch.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>The entry of the recommended defaults that fits the model.</summary>
    public string Family { get; init; } = "";

    /// <summary>What the smoke run found; null in plans from before there was one.</summary>
    public SmokeFindings? Smoke { get; init; }

    /// <summary>How near the task is to what the model knows; null where it was not measured.</summary>
    public SimilarityFinding? Similarity { get; init; }

    /// <summary>The race of the finalists; null for none.</summary>
    public FinalistRules? Finalists { get; init; }

    /// <summary>Whether the finalists race only where that costs little beside the search.</summary>
    public bool RaceOnlyIfCheap { get; init; }

    /// <summary>Estimated seconds of the whole study, from the smoke run.</summary>
    public double? EstimatedSeconds { get; init; }
}
