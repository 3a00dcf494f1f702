namespace FineTune.Training.SmokeRuns;

/// <summary>What a smoke run found.</summary>
public sealed record SmokeFindings
{
    /// <summary>Rows of the subset that was trained on.</summary>
    public required int Rows { get; init; }

    /// <summary>Updates made.</summary>
    public required int Updates { get; init; }

    /// <summary>Loss of the first update.</summary>
    public required double FirstLoss { get; init; }

    /// <summary>Loss of the last update, over the same rows.</summary>
    public required double LastLoss { get; init; }

    /// <summary>Estimated seconds of an epoch: training over all training rows and one evaluation.</summary>
    public required double SecondsAnEpoch { get; init; }

    /// <summary>How long the smoke run took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
