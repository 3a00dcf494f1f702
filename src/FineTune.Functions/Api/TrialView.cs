using FineTune.Search.Spaces;

namespace FineTune.Functions.Api;

/// <summary>A trial as the API shows it.</summary>
public sealed record TrialView
{
    /// <summary>The trial's number, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>running, paused, completed, pruned or failed.</summary>
    public required string Status { get; init; }

    /// <summary>Where its hyperparameters come from.</summary>
    public required string Origin { get; init; }

    /// <summary>Why it stands where it stands.</summary>
    public required string Reason { get; init; }

    /// <summary>The rung it was last sent to.</summary>
    public required int Rung { get; init; }

    /// <summary>Epochs trained, as far as reported.</summary>
    public required double EpochsDone { get; init; }

    /// <summary>Epochs it was last sent to.</summary>
    public required double EpochsTarget { get; init; }

    /// <summary>Its hyperparameters.</summary>
    public required ParameterSet Parameters { get; init; }

    /// <summary>What it took over from other trials of its population; null where it took over nothing.</summary>
    public IReadOnlyList<AdoptionView>? Adoptions { get; init; }

    /// <summary>The best value of the objective so far.</summary>
    public double? Objective { get; init; }

    /// <summary>The epoch that reached it.</summary>
    public double? BestEpoch { get; init; }

    /// <summary>Its evaluations in order.</summary>
    public required IReadOnlyList<CurvePointView> Curve { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double Seconds { get; init; }
}
