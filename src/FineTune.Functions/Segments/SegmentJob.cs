using FineTune.Functions.Activities;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Training;

namespace FineTune.Functions.Segments;

/// <summary>One attempt at a segment: what is trained, and the fence that says whether this attempt still counts.</summary>
/// <param name="Study">The study.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Plan">The study's plan.</param>
/// <param name="Trial">The trial as the ledger had it when the attempt began.</param>
/// <param name="Fence">The attempt's fence.</param>
public sealed record SegmentJob(StudyId Study, TrialSegment Segment, StudyPlan Plan, TrialState Trial, AttemptFence Fence)
{
    /// <summary>The attempt's number, from 0.</summary>
    public int Attempt => Fence.Record.Attempt;

    /// <summary>The end of the trial's last segment before this one; null for a trial that begins.</summary>
    public SegmentFinished? Parent { get; } = Trial.Segments.Values.LastOrDefault(done => done.Rung < Segment.Rung);

    /// <summary>What the trial trains with.</summary>
    public Hyperparameters Hyperparameters { get; } = TrialHyperparameters.Resolve(Plan.Defaults, Trial.Parameters);

    /// <summary>Where this attempt writes its checkpoint, with a slash behind.</summary>
    public string CheckpointPrefix => StudyPaths.Checkpoint(Study, Segment.Trial, Segment.Rung, Attempt);

    /// <summary>The segment's identity.</summary>
    /// <param name="parentHash">The content hash of the parent's checkpoint; null for a trial that begins.</param>
    public SegmentIdentity IdentityFrom(string? parentHash) => new(
        parentHash,
        Hyperparameters,
        Segment.ToEpoch,
        Plan.PreparedDataset,
        Plan.ModelHash,
        Plan.Rules.Seed,
        Plan.Objective,
        Plan.Rules.Direction == Direction.Maximize,
        Plan.EvaluateEveryEpochs,
        Plan.Device,
        Plan.Threads,
        Plan.CodeVersion);

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
