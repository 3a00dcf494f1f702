using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Studies;

/// <summary>Estimates how much of a study is still to come.</summary>
public static class StudyForecast
{
    /// <summary>Epochs that a study is expected to train: each rung is reached by one in so many of the trials that reach the one before.</summary>
    public static double Epochs(StudyRules rules)
    {
        if (rules.IsPopulation)
        {
            return Math.Min(rules.MaxTrials * rules.RungEpochs[^1], rules.MaxTotalEpochs ?? double.PositiveInfinity);
        }

        var (total, before, trials) = (0.0, 0.0, (double)rules.MaxTrials);
        foreach (var rung in rules.RungEpochs)
        {
            total += Math.Max(1, trials) * (rung - before);
            before = rung;
            trials = Math.Floor(trials / rules.ReductionFactor);
        }

        return Math.Min(total, rules.MaxTotalEpochs ?? double.PositiveInfinity);
    }

    /// <summary>Seconds that so many epochs take at the speed seen so far, before the first evaluation at the smoke run's; null where neither is known.</summary>
    /// <param name="rules">The study's rules.</param>
    /// <param name="state">The study.</param>
    /// <param name="events">The ledger: before the first segment has ended, the times of its evaluations tell the speed.</param>
    /// <param name="epochs">The epochs to come.</param>
    /// <param name="secondsAnEpoch">The smoke run's estimate.</param>
    public static double? Seconds(StudyRules rules, StudyState state, IReadOnlyList<LedgerEvent> events, double epochs, double? secondsAnEpoch = null)
    {
        var trained = state.Trials.SelectMany(trial => trial.Segments.Values).Where(segment => segment is { Reused: false, Seconds: > 0 }).ToList();
        var seconds = trained.Sum(segment => segment.Seconds);
        var done = trained.Sum(segment => EpochsOf(state, segment));
        var pace = done > 0 ? seconds / done : FirstPace(events) ?? secondsAnEpoch;
        return pace * Math.Max(0, epochs) / rules.ParallelTrials;
    }

    /// <summary>Seconds an epoch in the first segment that was evaluated; null where none was.</summary>
    private static double? FirstPace(IReadOnlyList<LedgerEvent> events)
    {
        var report = events.OfType<EpochReported>().LastOrDefault();
        var start = events.OfType<SegmentStarted>().LastOrDefault(started => (started.Trial, started.Rung, started.Attempt) == (report?.Trial, report?.Rung, report?.Attempt));
        return report is not null && start is not null && report.Epoch > start.FromEpoch
            ? (report.At - start.At).TotalSeconds / (report.Epoch - start.FromEpoch)
            : null;
    }

    private static double EpochsOf(StudyState state, SegmentFinished segment)
    {
        var before = state.Find(segment.Trial)!.Segments.Values.LastOrDefault(earlier => earlier.Rung < segment.Rung)?.Epoch ?? 0;
        return segment.Epoch - before;
    }
}
