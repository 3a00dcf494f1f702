using System.Collections.Immutable;
using FineTune.Search.Finalists;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Ledger;

/// <summary>What a ledger says: all trials and where the study stands. Immutable; <see cref="Apply"/> gives the next state.</summary>
/// <remarks>
/// The state depends on the set of events, not on the order in which retries wrote them: an event whose id was seen is ignored, and an
/// event about a trial that is not planned yet waits for its plan.
/// </remarks>
public sealed class StudyState
{
    private readonly ImmutableSortedDictionary<int, TrialState> _trials;
    private readonly ImmutableHashSet<string> _seen;
    private readonly ImmutableDictionary<int, ImmutableList<LedgerEvent>> _early;
    private readonly ImmutableHashSet<ParameterSet> _settings;
    private readonly Lazy<TrialState[]> _list;

    private StudyState(
        ImmutableSortedDictionary<int, TrialState> trials,
        ImmutableHashSet<string> seen,
        ImmutableDictionary<int, ImmutableList<LedgerEvent>> early,
        ImmutableHashSet<ParameterSet> settings)
    {
        _settings = settings;
        _trials = trials;
        _seen = seen;
        _early = early;
        _list = new Lazy<TrialState[]>(() => [.. _trials.Values]);
    }

    /// <summary>The state of an empty ledger.</summary>
    public static StudyState Empty { get; } = new(
        ImmutableSortedDictionary<int, TrialState>.Empty,
        ImmutableHashSet.Create<string>(StringComparer.Ordinal),
        ImmutableDictionary<int, ImmutableList<LedgerEvent>>.Empty,
        ImmutableHashSet<ParameterSet>.Empty);

    /// <summary>All planned trials by number.</summary>
    public IReadOnlyList<TrialState> Trials => _list.Value;

    /// <summary>How many trials are running.</summary>
    public int RunningCount { get; private init; }

    /// <summary>How many different settings have been started.</summary>
    public int SettingCount => _settings.Count;

    /// <summary>The number of different events.</summary>
    public int EventCount => _seen.Count;

    /// <summary>The sequence number that the next decision gets: one above the highest.</summary>
    public int NextSequence { get; private init; }

    /// <summary>The planner's last word, once it has been spoken.</summary>
    public Finish? Finished { get; private init; }

    /// <summary>The request to stop, if there was one.</summary>
    public StudyStopRequested? StopRequested { get; private init; }

    /// <summary>The finalists' trainings with further seeds, by trial and seed.</summary>
    public ImmutableSortedDictionary<(int Trial, int Seed), FinalistTrained> FinalistRuns { get; private init; } =
        ImmutableSortedDictionary<(int Trial, int Seed), FinalistTrained>.Empty;

    /// <summary>How the race of the finalists ended, once it has.</summary>
    public FinalistDecision? Finalists { get; private init; }

    /// <summary>The conclusion, once there is one.</summary>
    public StudyConcluded? Concluded { get; private init; }

    /// <summary>The objectives beside the first, as the study's rules name them; a ledger does not hold them.</summary>
    public ImmutableArray<FurtherObjective> Objectives { get; private init; } = [];

    /// <summary>The state after all these events.</summary>
    public static StudyState Fold(IEnumerable<LedgerEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Aggregate(Empty, (state, entry) => state.Apply(entry));
    }

    /// <summary>The trial of this number, or null.</summary>
    public TrialState? Find(int trial) => _trials.GetValueOrDefault(trial);

    /// <summary>The state as seen by a study with these objectives beside the first.</summary>
    public StudyState With(ImmutableArray<FurtherObjective> objectives) =>
        objectives.IsDefaultOrEmpty && Objectives.IsEmpty ? this : With(running: 0, objectives: objectives.IsDefault ? [] : objectives);

    /// <summary>The state with some of its trials only, for whoever may not learn from the others.</summary>
    public StudyState Where(Func<TrialState, bool> isKept)
    {
        ArgumentNullException.ThrowIfNull(isKept);
        var kept = _trials.Where(entry => isKept(entry.Value)).ToImmutableSortedDictionary();
        return new StudyState(kept, _seen, _early, _settings)
        {
            Objectives = Objectives,
            RunningCount = kept.Values.Sum(Running),
            NextSequence = NextSequence,
            Finished = Finished,
            StopRequested = StopRequested,
            Concluded = Concluded,
        };
    }

    /// <summary>Whether a trial with exactly these hyperparameters was started, whatever became of it.</summary>
    public bool WasTried(ParameterSet parameters) => _settings.Contains(parameters);

    /// <summary>Whether an event with this id is in the ledger.</summary>
    public bool Contains(string eventId) => _seen.Contains(eventId);

    /// <summary>The completed trial with the best objective (ties: the lower number), or null. NaN and infinite values never win.</summary>
    public TrialState? Best(Direction direction)
    {
        TrialState? best = null;
        foreach (var trial in Trials)
        {
            if (trial.Status == TrialStatus.Completed && trial.BestObjective is { } value && double.IsFinite(value)
                && (best is null || Objective.IsBetter(value, best.BestObjective!.Value, direction)))
            {
                best = trial;
            }
        }

        return best;
    }

    /// <summary>The state after one more event; this state where the event is known already.</summary>
    public StudyState Apply(LedgerEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var seen = _seen.Add(entry.Id);
        if (ReferenceEquals(seen, _seen))
        {
            return this;
        }

        return entry switch
        {
            PlanMade plan => With(seen: seen).Planned(plan),
            EpochReported report => With(seen: seen).OnTrial(report.Trial, report),
            SegmentStarted start => With(seen: seen).OnTrial(start.Trial, start),
            SegmentFinished finish => With(seen: seen).OnTrial(finish.Trial, finish),
            FinalistTrained run => With(seen: seen, finalistRuns: FinalistRuns.SetItem((run.Trial, run.Seed), run)),
            FinalistsDecided race => With(seen: seen, finalists: race.Decision),
            StudyStopRequested stop => With(seen: seen, stop: stop),
            StudyConcluded concluded => With(seen: seen, concluded: concluded),
            _ => With(seen: seen),
        };
    }

    private StudyState Planned(PlanMade plan)
    {
        var trials = _trials;
        foreach (var verdict in plan.Decision.Verdicts)
        {
            if (trials.TryGetValue(verdict.Trial, out var judged))
            {
                trials = trials.SetItem(verdict.Trial, TrialFold.Judge(judged, verdict));
            }
        }

        var next = With(trials: trials, sequence: Math.Max(NextSequence, plan.Sequence + 1));
        return plan.Decision switch
        {
            StartTrial start => next.Started(start),
            ResumeTrial resume => next.OnTrial(resume.Trial, plan),
            Finish finish => next.With(finished: finish),
            _ => next,
        };
    }

    private StudyState Started(StartTrial start)
    {
        if (_trials.ContainsKey(start.Trial))
        {
            return this;
        }

        var trial = TrialFold.Start(start);
        if (_early.TryGetValue(start.Trial, out var waiting))
        {
            trial = waiting.Aggregate(trial, TrialFold.Apply);
        }

        return With(trials: _trials.Add(start.Trial, trial), early: _early.Remove(start.Trial), settings: _settings.Add(start.Parameters), running: Running(trial));
    }

    private StudyState OnTrial(int number, LedgerEvent entry)
    {
        if (_trials.TryGetValue(number, out var trial))
        {
            var next = TrialFold.Apply(trial, entry);
            return With(trials: _trials.SetItem(number, next), running: Running(next) - Running(trial));
        }

        return With(early: _early.SetItem(number, _early.GetValueOrDefault(number, ImmutableList<LedgerEvent>.Empty).Add(entry)));
    }

    private static int Running(TrialState trial) => trial.Status == TrialStatus.Running ? 1 : 0;

    private StudyState With(
        ImmutableSortedDictionary<int, TrialState>? trials = null,
        ImmutableHashSet<string>? seen = null,
        ImmutableDictionary<int, ImmutableList<LedgerEvent>>? early = null,
        int? sequence = null,
        Finish? finished = null,
        StudyStopRequested? stop = null,
        StudyConcluded? concluded = null,
        ImmutableHashSet<ParameterSet>? settings = null,
        ImmutableArray<FurtherObjective>? objectives = null,
        ImmutableSortedDictionary<(int Trial, int Seed), FinalistTrained>? finalistRuns = null,
        FinalistDecision? finalists = null,
        int running = 0) =>
        new(trials ?? _trials, seen ?? _seen, early ?? _early, settings ?? _settings)
        {
            Objectives = objectives ?? Objectives,
            RunningCount = RunningCount + running,
            NextSequence = sequence ?? NextSequence,
            Finished = Finished ?? finished,
            StopRequested = StopRequested ?? stop,
            Concluded = Concluded ?? concluded,
            FinalistRuns = finalistRuns ?? FinalistRuns,
            Finalists = Finalists ?? finalists,
        };
}
