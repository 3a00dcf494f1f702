using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Studies;

/// <summary>What a <c>study.json</c> or the body of a POST asks for, checked, with the defaults filled in.</summary>
public sealed record StudyRequest
{
    /// <summary>The dataset's name, where the request says it.</summary>
    public string? Dataset { get; init; }

    /// <summary>The name to show for the study; null shows the dataset's.</summary>
    public string? Name { get; init; }

    /// <summary>The pretrained model; null takes the host's default.</summary>
    public string? Model { get; init; }

    /// <summary>The task's name; null is told by the data.</summary>
    public string? Task { get; init; }

    /// <summary>The column with the text; null finds it by its name.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The column with the second text of pairs; null takes pairs by the names of both columns, or one text.</summary>
    public string? TextPairColumn { get; init; }

    /// <summary>The column with the label; null finds it by its name.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>What trials are compared by, on the validation split: a metric of the task; null takes the task's own.</summary>
    public string? Objective { get; init; }

    /// <summary>Whether a larger objective is better; null is what the objective is by nature.</summary>
    public Direction? Direction { get; init; }

    /// <summary>What else is compared: the best trials are then a Pareto front.</summary>
    public ImmutableArray<FurtherObjective> FurtherObjectives { get; init; } = [];

    /// <summary>Comparisons between hyperparameters that every setting must keep, as text.</summary>
    public ImmutableArray<string> Constraints { get; init; } = [];

    /// <summary>How many trials may be started.</summary>
    public int Trials { get; init; } = 12;

    /// <summary>How many epochs all trials together may train; null for no limit.</summary>
    public double? TotalEpochs { get; init; }

    /// <summary>How many minutes of training time the study may spend, all trials added up; null for no limit.</summary>
    public double? Minutes { get; init; }

    /// <summary>What the study's training may cost, in the currency of the rates that the app is set to; null for no limit.</summary>
    public double? Cost { get; init; }

    /// <summary>No trial is started once the best objective is expected to improve by less than this; null for no such limit.</summary>
    public double? MinImprovement { get; init; }

    /// <summary>How many trials train side by side.</summary>
    public int ParallelTrials { get; init; } = 1;

    /// <summary>A sampler of the catalog.</summary>
    public string Sampler { get; init; } = "auto";

    /// <summary>One of <see cref="StudyRules.Pruners"/>.</summary>
    public string Pruner { get; init; } = "auto";

    /// <summary>The constants of the pruner.</summary>
    public PruningRules Pruning { get; init; } = new();

    /// <summary>The entries that replace the default search space; undefined for none.</summary>
    public JsonElement SearchSpace { get; init; }

    /// <summary>The seed of everything random in the study: splits, proposals, head, data order, dropout.</summary>
    public ulong Seed { get; init; }

    /// <summary>The longest text in tokens; longer ones are cut. Null takes the task's own, as far as the model reads.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The request with task, objective and direction filled in.</summary>
    public StudyRequest For(FineTuningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var objective = MetricNames.Canonical(Objective ?? task.DefaultObjective);
        var natural = MetricNames.IsMaximized(objective) ? Search.Planning.Direction.Maximize : Search.Planning.Direction.Minimize;
        return this with { Task = task.Name, Objective = objective, Direction = Direction ?? natural };
    }

    /// <summary>Whether the search begins where the task's measured similarity to the model's pretraining points.</summary>
    public bool UseSimilarity { get; init; } = true;

    /// <summary>Whether good settings of earlier studies of the same model family are tried early.</summary>
    public bool WarmStart { get; init; } = true;

    /// <summary>How many of the leaders are trained again with further seeds and compared; null races three where that costs little beside the search, 0 none.</summary>
    public int? Finalists { get; init; }
}
