using System.Text.Json.Serialization;

namespace FineTune.Functions.Activities;

/// <summary>How an attempt at a segment ended, for the orchestrator.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SegmentEnding>))]
public enum SegmentEnding
{
    /// <summary>The ledger has the segment's end.</summary>
    Finished,

    /// <summary>The host or the study asked for a pause; a new attempt goes on from the checkpoint.</summary>
    Preempted,
}
