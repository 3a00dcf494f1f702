using System.Text.Json;

namespace FineTune.Cli.Api;

/// <summary>A study as <c>GET /api/studies/{id}</c> shows it.</summary>
public sealed record StudyView
{
    /// <summary>The study's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The dataset's name.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>The pretrained model's name.</summary>
    public string Model { get; init; } = "";

    /// <summary>preparing, running, suspended, concluding, completed, failed or stopped.</summary>
    public string Status { get; init; } = "";

    /// <summary>When the study opened.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The objective's name, for example accuracy.</summary>
    public string Objective { get; init; } = "";

    /// <summary>What is wrong with the study's input, where it failed for that.</summary>
    public IReadOnlyList<ProblemEntry> Problems { get; init; } = [];

    /// <summary>The limits of the search.</summary>
    public StudyBudget? Budget { get; init; }

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

    /// <summary>The best trial so far.</summary>
    public TrialScore? Best { get; init; }

    /// <summary>The trial with the recommended default hyperparameters.</summary>
    public TrialScore? Baseline { get; init; }

    /// <summary>Scores on the test split; present once the study concluded.</summary>
    public TestScores? Test { get; init; }

    /// <summary>Where the best checkpoint lies, as a blob path.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>How near the task is to what the model knows.</summary>
    public TaskSimilarity? Similarity { get; init; }

    /// <summary>What the user should know of the data, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether nothing more will happen in this study.</summary>
    public bool IsOver => Status is "completed" or "failed" or "stopped";
}

/// <summary>How near a task is to what its model knows.</summary>
/// <param name="Closeness">close, medium or different.</param>
/// <param name="Reasons">What was measured and what follows, a sentence each.</param>
public sealed record TaskSimilarity(string Closeness, IReadOnlyList<string> Reasons);

/// <summary>The limits of a search; what is not set is not limited.</summary>
/// <param name="Trials">How many trials.</param>
/// <param name="Epochs">How many epochs in total.</param>
/// <param name="Minutes">How many minutes.</param>
public sealed record StudyBudget(int? Trials = null, double? Epochs = null, double? Minutes = null);

/// <summary>One trial's score.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Objective">The best value of the objective on the validation set.</param>
/// <param name="Epoch">The epoch that reached it.</param>
/// <param name="Parameters">The trial's hyperparameters.</param>
public sealed record TrialScore(int Trial, double? Objective = null, double? Epoch = null, IReadOnlyDictionary<string, JsonElement>? Parameters = null);

/// <summary>Scores on the test split.</summary>
/// <param name="Best">Of the best trial.</param>
/// <param name="Baseline">Of the trial with default hyperparameters.</param>
public sealed record TestScores(TestScore? Best = null, TestScore? Baseline = null);

/// <summary>A metric on the test split with its 95 % confidence interval.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="N">Number of examples.</param>
public sealed record TestScore(string Metric, double Value, double Low, double High, int N);
