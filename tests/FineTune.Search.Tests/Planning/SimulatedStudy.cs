using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;

namespace FineTune.Search.Tests.Planning;

/// <summary>Plays a study against the planner with several workers, in a random order of events, with crashes, duplicates and late reports.</summary>
internal sealed class SimulatedStudy(StudyRules rules, Func<TrialState, double, double> objective, ulong seed)
{
    private readonly List<(int Trial, int Rung)> _busy = [];
    private readonly List<LedgerEvent> _late = [];
    private CounterRandom _random = new(new SampleSeed(seed, 0), "simulation");

    public double CrashShare { get; init; }

    public double DuplicateShare { get; init; }

    public double LateShare { get; init; }

    public double DivergeShare { get; init; }

    public StudyState State { get; private set; } = StudyState.Empty;

    public List<LedgerEvent> Ledger { get; } = [];

    public int Crashes { get; private set; }

    /// <summary>Runs to the planner's Finish; throws where the planner stops making progress.</summary>
    public Finish Run(int limit = 1_000_000)
    {
        for (var step = 0; step < limit; step++)
        {
            var decision = Planner.Next(rules, State);
            switch (decision)
            {
                case StartTrial or ResumeTrial:
                    Append(new PlanMade(State.NextSequence, decision));
                    var sent = decision is StartTrial start ? (start.Trial, start.Rung) : (((ResumeTrial)decision).Trial, ((ResumeTrial)decision).Rung);
                    Assert.DoesNotContain(sent, _busy);
                    _busy.Add(sent);
                    break;
                case Wait when _busy.Count > 0:
                    EndOne();
                    break;
                case Finish finish:
                    Append(new PlanMade(State.NextSequence, finish));
                    _late.ForEach(Append);
                    return finish;
                default:
                    Assert.Fail($"The planner waits though nothing runs: {decision.Reason}");
                    break;
            }
        }

        throw new InvalidOperationException("The study did not end.");
    }

    private void EndOne()
    {
        var index = _random.NextIndex(_busy.Count);
        var (number, rung) = _busy[index];
        var trial = State.Find(number)!;
        var attempt = trial.Attempt + 1;
        var from = trial.Segments.IsEmpty ? 0 : trial.Segments.Values.Last().Epoch;
        Append(new SegmentStarted(number, rung, attempt, from, trial.TargetEpoch, $"{number}/{rung}"));
        if (_random.NextDouble() < CrashShare)
        {
            Crashes++;
            return;
        }

        _busy.RemoveAt(index);
        var diverged = _random.NextDouble() < DivergeShare;
        var value = diverged ? double.NaN : objective(trial, trial.TargetEpoch);
        LedgerEvent report = new EpochReported(number, rung, attempt, trial.TargetEpoch, (long)(trial.TargetEpoch * 100), value, ImmutableSortedDictionary<string, double>.Empty);
        LedgerEvent finished = new SegmentFinished(number, rung, attempt, diverged ? SegmentOutcome.Diverged : SegmentOutcome.Reached, trial.TargetEpoch, value, trial.TargetEpoch, $"trials/{number}/{rung}", 1, false, diverged ? "the loss is NaN" : "reached");
        if (_random.NextDouble() < LateShare)
        {
            _late.Add(report);
        }
        else
        {
            Append(report);
        }

        Append(finished);
        if (_random.NextDouble() < DuplicateShare)
        {
            Append(finished);
            Append(report);
        }

        if (_late.Count > 0 && _random.NextDouble() < 0.5)
        {
            Append(_late[0]);
            _late.RemoveAt(0);
        }
    }

    private void Append(LedgerEvent entry)
    {
        Ledger.Add(entry);
        State = State.Apply(entry);
    }
}
