using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;
using Microsoft.DurableTask.Turns;

namespace Microsoft.DurableTask.Engine;

/// <summary>Runs activities.</summary>
internal sealed class ActivityDispatcher(EngineServices services)
    : Dispatcher<ActivityClaim>(services, services.Options.MaxConcurrentActivities)
{
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    protected override ActivityClaim? TryClaim()
    {
        Services.Leases.RenewIfLate();
        return Services.Store.Read(transaction => transaction.HasFreeActivity(Services.Options.TakenVersions))
            ? Services.Store.Write(transaction => transaction.ClaimActivity(Services.Owner, Services.Options.LeaseDuration, Services.Options.TakenVersions))
            : null;
    }

    protected override TimeSpan? UntilDue() => null;

    protected override async Task WorkAsync(ActivityClaim claim, CancellationToken stopping)
    {
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var held = Services.Leases.Hold(claim.Token, () => Interrupt(interrupted));
        HistoryEvent outcome;
        using var span = EngineTrace.Running(claim);
        try
        {
            // A thread of its own: activities may compute for long, and the pool has few threads on a small machine.
            var result = await Task.Factory.StartNew(
                () => Invoke(claim, interrupted.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap().ConfigureAwait(false);
            outcome = new TaskCompleted(Now, claim.TaskId, result);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested || Services.Options.HostStopping.IsCancellationRequested)
        {
            Services.Store.Write(transaction => transaction.ReleaseActivity(claim));
            EngineLog.ActivityReleased(Services.Logger, claim.Name, claim.TaskId, claim.InstanceId);
            return;
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Message);
            EngineLog.ActivityFailed(Services.Logger, error, claim.Name, claim.TaskId, claim.InstanceId, error.Message);
            outcome = new TaskFailed(Now, claim.TaskId, Describe(error));
        }

        await CompleteAsync(claim, outcome).ConfigureAwait(false);
    }

    private DateTime Now => Services.Options.TimeProvider.GetUtcNow().UtcDateTime;

    private static TaskFailureDetails Describe(Exception error) => error is UnknownTaskException
        ? new("ActivityTaskNotFound", error.Message, null, null, null)
        : TaskFailureDetails.FromException(error);

    private static void Interrupt(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException gone)
        {
            // The activity ended between the look at its lease and this call.
            _ = gone;
        }
    }

    private async Task<string?> Invoke(ActivityClaim claim, CancellationToken interrupted)
    {
        if (!Services.Activities.TryGetValue(claim.Name, out var activity))
        {
            throw new UnknownTaskException($"No activity task named '{claim.Name}' was found.");
        }

        var options = Services.Options;
        var call = new ActivityInvocation(
            claim.Name, claim.InstanceId, claim.TaskId, claim.Version ?? string.Empty, claim.Input, claim.Deliveries, options.DataConverter);
        var result = await activity(call, interrupted).ConfigureAwait(false);
        return Payload.Check(options.DataConverter.Serialize(result), options.MaxPayloadBytes, $"output of the activity '{claim.Name}'");
    }

    private async Task CompleteAsync(ActivityClaim claim, HistoryEvent outcome)
    {
        while (true)
        {
            try
            {
                if (!Services.Store.Write(transaction => transaction.CompleteActivity(claim, outcome)))
                {
                    EngineLog.ActivityLost(Services.Logger, claim.Name, claim.TaskId, claim.InstanceId);
                }

                return;
            }
            catch (SqliteException error)
            {
                // The work is done and its lease is held: better to wait for the store than to do the work again.
                EngineLog.StoreFailed(Services.Logger, error);
                await Task.Delay(StorePause).ConfigureAwait(false);
            }
        }
    }

    private sealed class UnknownTaskException(string message) : Exception(message);
}
