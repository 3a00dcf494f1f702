using FineTune.Functions.Storage;

namespace FineTune.Functions.Studies;

/// <summary>What a study was opened with: <c>request.json</c>, written once and never changed.</summary>
public sealed record StudyTicket
{
    /// <summary>The study's id.</summary>
    public required string Id { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>The dataset's files as they were then.</summary>
    public required IReadOnlyList<PinnedFile> Files { get; init; }

    /// <summary><c>upload</c> or <c>http</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The text of the <c>study.json</c> or of the POST's body; empty for none.</summary>
    public required string Study { get; init; }

    /// <summary>When the study was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The W3C trace context of the request or event that opened it, where that had one.</summary>
    public string? TraceParent { get; init; }
}
