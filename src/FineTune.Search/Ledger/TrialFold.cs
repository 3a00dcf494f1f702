using System.Collections.Immutable;
using FineTune.Search.Planning;

namespace FineTune.Search.Ledger;

/// <summary>How one event changes one trial.</summary>
internal static class TrialFold
{
    public static TrialState Start(StartTrial start) => new()
    {
        Number = start.Trial,
        Parameters = start.Parameters,
        FirstParameters = start.Parameters,
        Origin = start.Origin,
        Rung = start.Rung,
        TargetEpoch = start.ToEpoch,
        IsLast = start.IsLast,
        Status = TrialStatus.Running,
        Reason = start.Reason,
    };

    private static TrialState Resume(TrialState trial, ResumeTrial resume)
    {
        if (resume.Rung <= trial.Rung)
        {
            return trial;
        }

        return Settle(trial with
        {
            Rung = resume.Rung,
            TargetEpoch = resume.ToEpoch,
            IsLast = resume.IsLast,
            Attempt = -1,
            Reason = resume.Reason,
            Parameters = resume.Adoption?.Parameters ?? trial.Parameters,
            Adoptions = resume.Adoption is { } adoption ? trial.Adoptions.SetItem(resume.Rung, adoption) : trial.Adoptions,
        });
    }

    public static TrialState Apply(TrialState trial, LedgerEvent entry) => entry switch
    {
        SegmentStarted start => start.Rung == trial.Rung && start.Attempt > trial.Attempt ? trial with { Attempt = start.Attempt } : trial,
        EpochReported report => trial with { Curve = Insert(trial, report), EpochsDone = Math.Max(trial.EpochsDone, report.Epoch) },
        SegmentFinished finish => Finish(trial, finish),
        PlanMade { Decision: ResumeTrial resume } => Resume(trial, resume),
        _ => trial,
    };

    /// <summary>The planner's verdict counts only for the rung it was spoken about and never wakes a trial that is over.</summary>
    public static TrialState Judge(TrialState trial, TrialVerdict verdict) =>
        trial.Rung == verdict.Rung && trial.Status == TrialStatus.Paused
            ? trial with { Status = verdict.Status, Reason = verdict.Reason, JudgedRung = verdict.Rung }
            : trial;

    private static TrialState Finish(TrialState trial, SegmentFinished finish) => Settle(trial with
    {
        Segments = trial.Segments.SetItem(finish.Rung, finish),
        EpochsDone = Math.Max(trial.EpochsDone, finish.Epoch),
        Seconds = trial.Seconds + finish.Seconds,
    });

    /// <summary>Status and best values follow from the segment of the present rung and the ones before.</summary>
    private static TrialState Settle(TrialState trial)
    {
        if (trial.Segments.IsEmpty)
        {
            return trial;
        }

        var newest = trial.Segments.Values.Last();

        // A member that took over another's checkpoint and diverged has that one's best value and no weights to it.
        var best = trial.Segments.Values.LastOrDefault(segment => double.IsFinite(segment.BestObjective) && !IsBorrowed(trial, segment));
        var settled = trial with
        {
            BestObjective = best?.BestObjective,
            BestEpoch = best?.BestEpoch,
            Checkpoint = trial.Segments.Values.LastOrDefault(segment => segment.Checkpoint.Length > 0)?.Checkpoint,
        };
        return newest.Outcome switch
        {
            SegmentOutcome.Diverged when trial.Adoptions.ContainsKey(trial.Rung) && newest.Rung < trial.Rung => settled with { Status = TrialStatus.Running },
            SegmentOutcome.Diverged or SegmentOutcome.Failed => settled with { Status = TrialStatus.Failed, Reason = newest.Reason },
            SegmentOutcome.EarlyStopped => settled with { Status = TrialStatus.Completed, Reason = newest.Reason },
            _ when newest.Rung < trial.Rung => settled with { Status = TrialStatus.Running },
            _ => settled with { Status = trial.IsLast ? TrialStatus.Completed : TrialStatus.Paused, Reason = newest.Reason },
        };
    }

    private static bool IsBorrowed(TrialState trial, SegmentFinished segment) => segment.Checkpoint.Length == 0 && trial.Adoptions.ContainsKey(segment.Rung);

    private static ImmutableArray<EpochReported> Insert(TrialState trial, EpochReported report)
    {
        var position = trial.Curve.Length;
        while (position > 0 && trial.Curve[position - 1].Epoch > report.Epoch)
        {
            position--;
        }

        return trial.Curve.Insert(position, report);
    }
}
