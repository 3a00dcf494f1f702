using Azure;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Runs one timer function when its schedule says so.</summary>
internal sealed class TimerListener(
    FunctionDescriptor function, ISchedule schedule, ITimerMonitor monitor, TimerRunner runner, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);

    private readonly TimerTriggerAttribute _trigger = (TimerTriggerAttribute)function.Trigger;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = await GuardedAsync(() => monitor.ReadAsync(function.Name, cancellationToken), null);
            var isLate = known is { } status && status.Next != default && status.Next <= Now;
            if (isLate || _trigger.RunOnStartup)
            {
                await FireAsync(isLate, known?.Last ?? default, cancellationToken);
            }

            while (schedule.Next(Now) is { } next)
            {
                await WaitUntilAsync(next, cancellationToken);
                await FireAsync(isLate: false, next, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task WaitUntilAsync(DateTime next, CancellationToken cancellationToken)
    {
        while (next - Now is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < LongestWait ? left : LongestWait, time, cancellationToken);
        }
    }

    private async Task FireAsync(bool isLate, DateTime scheduled, CancellationToken cancellationToken)
    {
        var status = new ScheduleStatus { Last = scheduled, Next = schedule.Next(Now) ?? default, LastUpdated = Now };
        if (await GuardedAsync(() => monitor.TryClaimAsync(function.Name, status, cancellationToken), true))
        {
            var info = new TimerInfo { IsPastDue = isLate, ScheduleStatus = _trigger.UseMonitor ? status : null };
            await runner.RunAsync(function, info, $"Timer fired at {Now:O}", cancellationToken);
        }
    }

    // A timer runs on when its storage is away; it only forgets.
    private async Task<T> GuardedAsync<T>(Func<Task<T>> ask, T fallback)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException)
        {
            TimerLog.Unmonitored(log, function.Name, exception.GetBaseException().Message.Split('\n')[0].TrimEnd());
            return fallback;
        }
    }
}
