using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>Runs turns of orchestrators.</summary>
internal sealed class OrchestrationDispatcher(EngineServices services)
    : Dispatcher<TurnClaim>(services, services.Options.MaxConcurrentOrchestrations)
{
    private const int MostFailedTurns = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HistoryCache _cache = new();

    protected override TurnClaim? TryClaim() => Services.Store.Read(transaction => transaction.HasReadyInstance(Services.Options.TakenVersions))
        ? Services.Store.Write(transaction => transaction.ClaimTurn(Services.Owner, Services.Options.LeaseDuration, Services.Options.TakenVersions))
        : null;

    protected override TimeSpan? UntilDue() => Services.Store.Read(static transaction => transaction.NextVisible() - transaction.Now);

    protected override Task WorkAsync(TurnClaim claim, CancellationToken stopping)
    {
        using var held = Services.Leases.Hold(claim.Token, static () => { });
        try
        {
            Work(claim);
        }
        catch (Exception error) when (error is not ObjectDisposedException)
        {
            _cache.Forget(claim.Instance.Id);
            Postpone(claim, error);
        }

        return Task.CompletedTask;
    }

    private void Work(TurnClaim claim)
    {
        var instance = claim.Instance;
        var known = _cache.Find(instance);
        var (messages, history) = Services.Store.Read(transaction => (
            transaction.VisibleMessages(instance.Id, controlOnly: instance.Status == OrchestrationRuntimeStatus.Suspended),
            known ?? transaction.ReadHistory(instance.Id)));
        var step = TurnStep.Run(claim, messages, history, Services);
        if (!Services.Store.Write(step.Commit))
        {
            EngineLog.TurnLost(Services.Logger, claim.Instance.Id);
            _cache.Forget(claim.Instance.Id);
            return;
        }

        if (step.Lives)
        {
            _cache.Keep(claim.Instance.Id, claim.Instance.Execution, [.. history, .. step.Happened]);
        }
        else
        {
            _cache.Forget(claim.Instance.Id);
            Tell(step.After);
        }
    }

    private void Tell(InstanceRow after)
    {
        if (after.Failure is { } failure)
        {
            EngineLog.InstanceFailed(Services.Logger, after.Id, after.Name, failure.ErrorMessage);
        }
        else if (after.HasEnded && Services.Logger.IsEnabled(Extensions.Logging.LogLevel.Information))
        {
            EngineLog.InstanceEnded(Services.Logger, after.Id, after.Name, after.Status.ToString());
        }
    }

    /// <summary>A turn that cannot be done must not be tried without pause, nor for ever.</summary>
    private void Postpone(TurnClaim claim, Exception error)
    {
        var count = claim.Instance.FailedTurns + 1;
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(count - 1, 20)));
        EngineLog.TurnPostponed(Services.Logger, error, claim.Instance.Id, count, pause);
        if (count >= MostFailedTurns && error is not SqliteException)
        {
            Services.Store.Write(TurnStep.Broken(claim, error, Services).Commit);
        }
        else
        {
            Services.Store.Write(transaction => transaction.PostponeTurn(claim, pause));
        }
    }
}
