using System.Collections.Immutable;
using FineTune.Functions.Costs;
using FineTune.Functions.Reports;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Api;

/// <summary>Reads studies as the API shows them. Only the product's own store is asked, never the orchestration's history.</summary>
public sealed class StudyViews(StudyArchive archive, LedgerStore ledgers, StudyControls controls, FineTuneOptions options)
{
    /// <summary>A study, and a version that changes whenever the view does; null when there is no such study.</summary>
    /// <param name="id">The study.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="findings">Whether importance and finalists are wanted too, which a list does not show.</param>
    public async Task<(StudyView View, string Version)?> FindAsync(StudyId id, CancellationToken cancellation, bool findings = false)
    {
        if (await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false) is not { } ticket)
        {
            return null;
        }

        var plan = await archive.FindPlanAsync(id, cancellation).ConfigureAwait(false);
        var ledger = await ledgers.ReadAsync(id, cancellation).ConfigureAwait(false);
        var problems = await archive.FindProblemsAsync(id, cancellation).ConfigureAwait(false);
        var control = await controls.ReadAsync(id, cancellation).ConfigureAwait(false);
        var state = ledger?.State ?? StudyState.Empty;
        var status = StatusOf(plan, state, problems, control);
        var view = plan is null ? Unprepared(id, ticket, status) : Prepared(id, ticket, plan, state, ledger?.Events ?? [], status);
        view = view with
        {
            Importance = findings && plan is not null ? ImportanceView.Of(plan, state) : null,
            Finalists = findings && plan is not null ? FinalistsView.Of(plan, state) : null,
            Problems = problems.Count > 0 ? problems : null,
            UpdatedAt = ledger?.Events.LastOrDefault()?.At ?? ticket.OpenedAt,
        };
        return (view, FormattableString.Invariant($"{ledger?.Length ?? 0}-{status}-{plan is not null}"));
    }

    /// <summary>The state of a study's trials.</summary>
    /// <exception cref="ProblemException">404: there is no such study.</exception>
    public async Task<StudyState> StateAsync(StudyId id, CancellationToken cancellation)
    {
        if (await ledgers.ReadAsync(id, cancellation).ConfigureAwait(false) is { } ledger)
        {
            return ledger.State;
        }

        return await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false) is null ? throw Answers.NoStudy(id.Value) : StudyState.Empty;
    }

    /// <summary>A trial as the API shows it.</summary>
    public static TrialView Of(TrialState trial) => new()
    {
        Number = trial.Number,
        Status = trial.Status.ToString().ToLowerInvariant(),
        Origin = trial.Origin,
        Reason = trial.Reason,
        Rung = trial.Rung,
        EpochsDone = trial.EpochsDone,
        EpochsTarget = trial.TargetEpoch,
        Parameters = trial.Parameters,
        Adoptions = trial.Adoptions.IsEmpty ? null : [.. trial.Adoptions.Select(entry => new AdoptionView(entry.Key, entry.Value.Trial, entry.Value.Epoch, entry.Value.Step, entry.Value.Parameters))],
        Objective = Finite(trial.BestObjective),
        BestEpoch = trial.BestEpoch,
        Curve = [.. trial.Curve.Select(point => new CurvePointView(point.Epoch, point.Step, Finite(point.Objective), point.Metrics.Where(metric => double.IsFinite(metric.Value)).ToDictionary()))],
        Seconds = trial.Seconds,
    };

    /// <summary>The status in one word; what the store says decides, in this order.</summary>
    internal static string StatusOf(StudyPlan? plan, StudyState state, IReadOnlyList<Problem> problems, StudyControl control)
    {
        if (problems.Count > 0)
        {
            return "failed";
        }

        if (state.Concluded is not null)
        {
            return control.StopReason is null ? "completed" : "stopped";
        }

        return control.Suspended ? "suspended" : plan is null ? "preparing" : state.Finished is not null ? "concluding" : "running";
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static TestScoreView? Test(string objective, ImmutableSortedDictionary<string, double>? test) =>
        test is not null && TestScores.Shown(objective, test) is { } metric
            ? new TestScoreView(metric, test[metric], test[metric + "_low"], test[metric + "_high"], (int)test["n"])
            : null;

    private static ScoreView? Score(TrialState? trial) =>
        trial is null ? null : new ScoreView(trial.Number, Finite(trial.BestObjective), trial.BestEpoch, trial.Parameters);

    private StudyView Unprepared(StudyId id, StudyTicket ticket, string status)
    {
        var (asked, _) = StudyRequestReader.Read(ticket.Study);
        var request = asked.For(FineTuningTask.Find(asked.Task ?? FineTuningTask.Default));
        return new StudyView
        {
            Id = id.Value,
            Name = request.Name ?? ticket.Dataset,
            Dataset = ticket.Dataset,
            Model = request.Model ?? options.DefaultModel,
            Status = status,
            CreatedAt = ticket.OpenedAt,
            UpdatedAt = ticket.OpenedAt,
            Objective = request.Objective!,
            Direction = request.Direction == Direction.Maximize ? "maximize" : "minimize",
            Budget = new BudgetView(request.Trials, request.TotalEpochs, request.Minutes),
            Links = LinksView.Of(id),
        };
    }

    private static StudyView Prepared(StudyId id, StudyTicket ticket, StudyPlan plan, StudyState state, ImmutableList<LedgerEvent> events, string status)
    {
        var spent = state.Trials.Sum(trial => trial.EpochsDone);
        var isOver = status is "completed" or "stopped" or "failed";
        var seconds = StudyCost.DeviceSeconds(state);
        var planned = isOver ? spent : Math.Max(spent, StudyForecast.Epochs(plan.Rules));
        return new StudyView
        {
            Id = id.Value,
            Name = plan.Name,
            Dataset = plan.Dataset,
            Model = plan.Model,
            Task = plan.Task,
            Rows = plan.Rows,
            Status = status,
            CreatedAt = ticket.OpenedAt,
            UpdatedAt = ticket.OpenedAt,
            Objective = plan.Objective,
            Direction = plan.Rules.Direction == Direction.Maximize ? "maximize" : "minimize",
            Budget = new BudgetView(plan.Rules.MaxTrials, plan.Rules.MaxTotalEpochs, plan.Minutes),
            TrialsStarted = state.Trials.Count,
            TrialsFinished = state.Trials.Count(trial => trial.IsOver),
            EpochsSpent = spent,
            EpochsPlanned = planned,
            SecondsLeft = isOver ? 0 : StudyForecast.Seconds(plan.Rules, state, events, planned - spent, plan.Smoke?.SecondsAnEpoch),
            DeviceSeconds = seconds,
            Cost = plan.Rates.DeviceHour > 0 ? StudyCost.Of(plan.Rates, seconds, 0, 0).Device : null,
            Best = Score(BestTrial.Choose(state, plan.Rules.Direction)),
            Baseline = Score(state.Find(0)),
            Test = state.Concluded is { } concluded ? new TestView(Test(plan.Objective, concluded.BestTest), Test(plan.Objective, concluded.BaselineTest)) : null,
            Checkpoint = state.Concluded is { BestTrial: >= 0 } ? $"{Containers.StudiesName}/{StudyPaths.Best(id)}" : null,
            Device = plan.DeviceSummary,
            EstimatedSeconds = plan.EstimatedSeconds,
            Smoke = SmokeView.Of(plan.Smoke),
            Similarity = plan.Similarity is { } finding ? new SimilarityView(finding.Closeness.ToString().ToLowerInvariant(), finding.Reasons) : null,
            Warnings = plan.Warnings.Count > 0 ? plan.Warnings : null,
            Links = LinksView.Of(id),
        };
    }
}
