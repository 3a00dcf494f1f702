using FineTune.Functions.Activities;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Segments;

/// <summary>One attempt at a segment: what is trained, and the fence that says whether this attempt still counts.</summary>
/// <param name="Study">The study.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Plan">The study's plan.</param>
/// <param name="State">The ledger as it was when the attempt began.</param>
/// <param name="Fence">The attempt's fence.</param>
public sealed record SegmentJob(StudyId Study, TrialSegment Segment, StudyPlan Plan, StudyState State, AttemptFence Fence)
{
    /// <summary>The attempt's number, from 0.</summary>
    public int Attempt => Fence.Record.Attempt;

    /// <summary>The segment that this one continues, of another trial where its checkpoint was adopted; null for a trial that begins.</summary>
    public SegmentFinished? Parent { get; } = Lineage.Parent(State, Segment.Trial, Segment.Rung);

    /// <summary>The end of the trial's own last segment before this one; null for a trial that begins.</summary>
    public SegmentFinished? Before { get; } = State.Find(Segment.Trial)?.Segments.Values.LastOrDefault(done => done.Rung < Segment.Rung);

    /// <summary>What the search proposed for this segment.</summary>
    public ParameterSet Parameters { get; } = State.Find(Segment.Trial)!.ParametersAt(Segment.Rung);

    /// <summary>What the segment trains with.</summary>
    public Hyperparameters Hyperparameters => TrialHyperparameters.Resolve(Plan.Defaults, Parameters);

    /// <summary>Where this attempt writes its checkpoint, with a slash behind.</summary>
    public string CheckpointPrefix => StudyPaths.Checkpoint(Study, Segment.Trial, Segment.Rung, Attempt);

    /// <summary>The segment's identity.</summary>
    /// <param name="parentHash">The content hash of the parent's checkpoint; null for a trial that begins.</param>
    public SegmentIdentity IdentityFrom(string? parentHash) => SegmentIdentity.Of(Plan, Hyperparameters, Segment.ToEpoch, parentHash);

    /// <summary>The ledger's line that this attempt begins.</summary>
    public SegmentStarted Started(string key) =>
        new(Segment.Trial, Segment.Rung, Attempt, Parent?.Epoch ?? 0, Segment.ToEpoch, key);

    /// <summary>The ledger's line of one evaluation.</summary>
    public EpochReported Reported(SegmentReport report) =>
        new(Segment.Trial, Segment.Rung, Attempt, report.Epoch, report.Step, report.Objective, report.Metrics);

    /// <summary>The ledger's line that the segment ended.</summary>
    public SegmentFinished Finished(SegmentRecord record, bool reused) => new(
        Segment.Trial,
        Segment.Rung,
        Attempt,
        record.Outcome,
        record.Epoch,
        record.BestObjective,
        record.BestEpoch,
        record.Checkpoint,
        reused ? 0 : record.Seconds,
        reused,
        record.Reason);
}
