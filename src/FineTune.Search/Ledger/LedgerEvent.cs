using System.Text.Json.Serialization;

namespace FineTune.Search.Ledger;

/// <summary>One line of a study's ledger. Two events with the same id are the same event: the second changes nothing.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlanMade), "PlanMade")]
[JsonDerivedType(typeof(SegmentStarted), "SegmentStarted")]
[JsonDerivedType(typeof(EpochReported), "EpochReported")]
[JsonDerivedType(typeof(SegmentFinished), "SegmentFinished")]
[JsonDerivedType(typeof(FinalistTrained), "FinalistTrained")]
[JsonDerivedType(typeof(FinalistsDecided), "FinalistsDecided")]
[JsonDerivedType(typeof(StudyStopRequested), "StudyStopRequested")]
[JsonDerivedType(typeof(StudyConcluded), "StudyConcluded")]
public abstract record LedgerEvent
{
    /// <summary>The event's identity.</summary>
    [JsonIgnore]
    public abstract string Id { get; }

    /// <summary>When it was written. For people only: no decision depends on it.</summary>
    public DateTimeOffset At { get; init; }
}
