using FineTune.Functions.Studies;

namespace FineTune.Functions.Api;

/// <summary>A study as the API shows it: a view of its ledger and documents.</summary>
public sealed record StudyView
{
    /// <summary>The study's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>What is learned; absent before the preparation.</summary>
    public string? Task { get; init; }

    /// <summary>Rows of each split; absent before the preparation.</summary>
    public SplitRows? Rows { get; init; }

    /// <summary>preparing, running, suspended, concluding, completed, failed or stopped.</summary>
    public required string Status { get; init; }

    /// <summary>Why the study failed; absent when it did not.</summary>
    public IReadOnlyList<Problem>? Problems { get; init; }

    /// <summary>When the study was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its ledger last grew.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What trials are compared by.</summary>
    public required string Objective { get; init; }

    /// <summary>maximize or minimize.</summary>
    public required string Direction { get; init; }

    /// <summary>The limits of the search.</summary>
    public required BudgetView Budget { get; init; }

    /// <summary>Trials that were started.</summary>
    public int TrialsStarted { get; init; }

    /// <summary>Trials that came to an end.</summary>
    public int TrialsFinished { get; init; }

    /// <summary>Epochs trained so far, over all trials.</summary>
    public double EpochsSpent { get; init; }

    /// <summary>Epochs that the whole study is expected to train.</summary>
    public double EpochsPlanned { get; init; }

    /// <summary>Estimated seconds until the study concludes.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>Seconds of device time so far: trials, and finalists over further seeds.</summary>
    public double DeviceSeconds { get; init; }

    /// <summary>What this device time cost, where the app knows what an hour costs.</summary>
    public double? Cost { get; init; }

    /// <summary>The best trial so far.</summary>
    public ScoreView? Best { get; init; }

    /// <summary>The trial with the recommended default hyperparameters.</summary>
    public ScoreView? Baseline { get; init; }

    /// <summary>Scores on the test split, once the study concluded.</summary>
    public TestView? Test { get; init; }

    /// <summary>Where the result lies, as a blob path; once the study concluded.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The device of the preparing host, in one line.</summary>
    public string? Device { get; init; }

    /// <summary>Estimated seconds of the whole study, from the smoke run before it.</summary>
    public double? EstimatedSeconds { get; init; }

    /// <summary>The smoke run before the search.</summary>
    public SmokeView? Smoke { get; init; }

    /// <summary>How much each hyperparameter mattered; in the view of one study only, and only with enough trials.</summary>
    public ImportanceView? Importance { get; init; }

    /// <summary>The race of the finalists; in the view of one study only.</summary>
    public FinalistsView? Finalists { get; init; }

    /// <summary>How near the task is to what the model knows, and what follows for the search.</summary>
    public SimilarityView? Similarity { get; init; }

    /// <summary>What the user should know of the data, a sentence each.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Where to go from here.</summary>
    public required LinksView Links { get; init; }
}
