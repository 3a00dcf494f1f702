using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Telemetry;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Activities;

/// <summary>Asks the planner for the next decision and writes it into the ledger.</summary>
/// <remarks>
/// Idempotent by (study, sequence): a second run finds the decision in the ledger and returns it. The planner is a pure function of
/// the ledger, and the append holds only at the position it was decided at.
/// </remarks>
public sealed class PlanNext(LedgerStore ledgers, StudyArchive archive, FineTuneTelemetry telemetry)
{
    /// <summary>Runs the activity.</summary>
    [Function(nameof(PlanNext))]
    public async Task<PlanAnswer> RunAsync([ActivityTrigger] PlanRequest request, CancellationToken cancellation)
    {
        var id = StudyId.Parse(request.Study);
        using var span = telemetry.Begin("plan", id);
        var plan = await archive.ReadPlanAsync(id, cancellation).ConfigureAwait(false);
        PlanDecision? decision = null;
        var ledger = await ledgers.UpdateAsync(id, state => Decide(plan, state, request.Sequence), cancellation).ConfigureAwait(false);
        foreach (var made in ledger.Events.OfType<PlanMade>().Where(made => made.Sequence == request.Sequence))
        {
            decision = made.Decision;
        }

        return decision switch
        {
            StartTrial start => new PlanAnswer(new TrialSegment(id.Value, start.Trial, start.Rung, start.ToEpoch), IsFinish: false),
            ResumeTrial resume => new PlanAnswer(new TrialSegment(id.Value, resume.Trial, resume.Rung, resume.ToEpoch), IsFinish: false),
            Finish => new PlanAnswer(null, IsFinish: true),
            _ => new PlanAnswer(null, IsFinish: false),
        };
    }

    private static IEnumerable<LedgerEvent> Decide(StudyPlan plan, StudyState state, int sequence)
    {
        if (state.Contains(new PlanMade(sequence, new Wait("")).Id))
        {
            return [];
        }

        if (state.StopRequested is null && StudyBudget.Spent(plan, state.Trials.Sum(trial => trial.Seconds)) is { } reason)
        {
            var stop = new StudyStopRequested(reason);
            return [stop, new PlanMade(sequence, Planner.Next(plan.Rules, state.Apply(stop)))];
        }

        return [new PlanMade(sequence, Planner.Next(plan.Rules, state))];
    }
}
