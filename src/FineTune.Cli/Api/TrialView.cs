using System.Text.Json;

namespace FineTune.Cli.Api;

/// <summary>A trial as <c>GET /api/studies/{id}/trials</c> shows it.</summary>
public sealed record TrialView
{
    /// <summary>The trial's number, from 0.</summary>
    public int Number { get; init; }

    /// <summary>running, paused, completed, pruned or failed.</summary>
    public string Status { get; init; } = "";

    /// <summary>Who proposed it: default, random, tpe, ...</summary>
    public string Origin { get; init; } = "";

    /// <summary>The last decision's reason, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Epochs trained.</summary>
    public double EpochsDone { get; init; }

    /// <summary>Epochs the current segment trains to.</summary>
    public double EpochsTarget { get; init; }

    /// <summary>The trial's hyperparameters.</summary>
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The best value of the objective so far.</summary>
    public double? Objective { get; init; }

    /// <summary>The epoch that reached it.</summary>
    public double? BestEpoch { get; init; }
}

/// <summary>A page of trials.</summary>
/// <param name="Trials">The trials, by number.</param>
/// <param name="ContinuationToken">Where the next page begins; absent on the last page.</param>
public sealed record TrialPage(IReadOnlyList<TrialView> Trials, string? ContinuationToken = null);

/// <summary>A page of studies.</summary>
/// <param name="Studies">The studies, newest first.</param>
/// <param name="ContinuationToken">Where the next page begins; absent on the last page.</param>
public sealed record StudyPage(IReadOnlyList<StudyView> Studies, string? ContinuationToken = null);

/// <summary>The answer to <c>POST /api/studies</c>.</summary>
/// <param name="Id">The study's id.</param>
/// <param name="Status">Its status.</param>
public sealed record StudyAccepted(string Id, string Status = "");

/// <summary>The result of a study: its files.</summary>
/// <param name="Files">Files under <c>best/</c>.</param>
public sealed record BestView(IReadOnlyList<BestFile> Files);

/// <summary>A file of the result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record BestFile(string Name, long Size = 0);
