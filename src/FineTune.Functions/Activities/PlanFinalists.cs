using System.Collections.Immutable;
using FineTune.Functions.Finalists;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Finalists;
using FineTune.Search.Ledger;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Activities;

/// <summary>Decides whether the leaders are told apart, or must be trained with another seed.</summary>
/// <remarks>
/// Idempotent: a pure function of the ledger and of the stored losses, which never change; the decision has one id in the ledger.
/// Where the budget ends the race, it is decided by the seeds that all have run.
/// </remarks>
public sealed class PlanFinalists(LedgerStore ledgers, StudyArchive archive, Containers containers)
{
    /// <summary>Runs the activity.</summary>
    [Function(nameof(PlanFinalists))]
    public async Task<FinalistAnswer> RunAsync([ActivityTrigger] PlanRequest request, CancellationToken cancellation)
    {
        var id = StudyId.Parse(request.Study);
        var plan = await archive.ReadPlanAsync(id, cancellation).ConfigureAwait(false);
        var state = (await ledgers.ReadAsync(id, cancellation).ConfigureAwait(false) ?? throw new StudyGoneException(id)).State;
        var leaders = FinalistField.Leaders(plan, state);
        if (state.Finalists is not null || leaders.Count < 2)
        {
            return new FinalistAnswer([], -1);
        }

        var finalists = new List<Finalist>();
        foreach (var leader in leaders)
        {
            // What "cheap" means must not depend on a host's clock.
            finalists.Add(new Finalist(leader.Number, leader.EpochsDone, await RunsAsync(state, leader.Number, cancellation).ConfigureAwait(false)));
        }

        var rules = plan.Finalists!;
        if (FinalistField.WhyNot(plan, state) is not null)
        {
            var common = finalists.Min(finalist => finalist.Runs.Length);
            if (common == 0)
            {
                return new FinalistAnswer([], -1);
            }

            rules = rules with { MostSeeds = common };
        }

        var decision = FinalistRace.Next(rules, finalists);
        if (decision.Verdict == FinalistVerdict.TrainMore)
        {
            return new FinalistAnswer(decision.Train, decision.Seed);
        }

        await ledgers.AppendAsync(id, [new FinalistsDecided(decision)], cancellation).ConfigureAwait(false);
        return new FinalistAnswer([], -1);
    }

    private async Task<ImmutableArray<FinalistRun>> RunsAsync(StudyState state, int trial, CancellationToken cancellation)
    {
        var runs = ImmutableArray.CreateBuilder<FinalistRun>();
        foreach (var run in state.FinalistRuns.Values.Where(run => run.Trial == trial))
        {
            var losses = run.Losses.Length == 0
                ? []
                : (await containers.Studies.ReadJsonAsync(run.Losses, StudiesJson.Default.DoubleArray, cancellation).ConfigureAwait(false)).Value
                    ?? throw new FileNotFoundException($"The losses studies/{run.Losses} are gone.");
            runs.Add(new FinalistRun(run.Seed, [.. losses]));
        }

        return runs.ToImmutable();
    }
}
