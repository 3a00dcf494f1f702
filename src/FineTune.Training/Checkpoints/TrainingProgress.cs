using System.Text.Json.Serialization;
using FineTune.Training.Optimization;

namespace FineTune.Training.Checkpoints;

/// <summary>What a trial has to remember besides its tensors: checkpoint.json. No times, no paths.</summary>
internal sealed record TrainingProgress
{
    /// <summary>The version of this file's meaning.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Updates done.</summary>
    public long Step { get; init; }

    /// <summary>Epochs done.</summary>
    public double Epoch { get; init; }

    /// <summary>Updates of the whole training.</summary>
    public long TotalSteps { get; init; }

    /// <summary>The trial's seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Identity of the data.</summary>
    public required string DatasetHash { get; init; }

    /// <summary>The classes in the order of the logits.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What the trial is trained with.</summary>
    public required Hyperparameters Hyperparameters { get; init; }

    /// <summary>Rows that passed at once, where memory decided it: a resumed trial takes its updates in the same parts. 0 in old checkpoints.</summary>
    public int RowsAtOnce { get; init; }

    /// <summary>Sum since the last evaluation of the training loss.</summary>
    public double LossSum { get; init; }

    /// <summary>What that sum is divided by: rows, their class weights or labelled tokens since the last evaluation.</summary>
    public double LossRows { get; init; }

    /// <summary>The epoch whose weights are kept; 0 before the first evaluation.</summary>
    public double BestEpoch { get; init; }

    /// <summary>Its objective; NaN before the first evaluation.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double BestObjective { get; init; } = double.NaN;

    /// <summary>The objective that early stopping compares with.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double StoppingObjective { get; init; } = double.NaN;

    /// <summary>Evaluations since that one without enough improvement.</summary>
    public int EvaluationsWithoutGain { get; init; }

    /// <summary>The rate's reduction where the objective stopped improving.</summary>
    public PlateauReduction Plateau { get; init; } = new();

    /// <summary>How the last segment ended.</summary>
    public SegmentStatus Status { get; init; }
}
