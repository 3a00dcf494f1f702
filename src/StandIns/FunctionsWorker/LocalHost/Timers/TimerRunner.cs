using System.Globalization;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Runs a timer function, again where its retry attribute says so; what it throws in the end is logged.</summary>
internal sealed class TimerRunner(FunctionInvoker invoker, HostSettings settings, DrainSignal drain, TimeProvider time)
{
    public async Task RunAsync(FunctionDescriptor function, TimerInfo info, string reason, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                await invoker.InvokeAsync(Describe(function, info, reason, retry), drain.Work);
                return;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The invoker has logged it.
                if (function.Retry is not { } policy || (policy.MaxRetryCount >= 0 && retry >= policy.MaxRetryCount))
                {
                    return;
                }

                await Task.Delay(Delay(policy, retry), time, cancellationToken);
            }
        }
    }

    private static TimeSpan Delay(RetryAttribute policy, int retry) => policy switch
    {
        FixedDelayRetryAttribute fixedDelay => Parse(fixedDelay.DelayInterval),
        ExponentialBackoffRetryAttribute growing => TimeSpan.FromTicks((long)Math.Min(
            Parse(growing.MinimumInterval).Ticks * Math.Pow(2, retry), Parse(growing.MaximumInterval).Ticks)),
        _ => TimeSpan.Zero,
    };

    private static TimeSpan Parse(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);

    private Invocation Describe(FunctionDescriptor function, TimerInfo info, string reason, int retry) => new()
    {
        Function = function,
        Reason = reason,
        Timeout = settings.FunctionTimeout,
        Retry = function.Retry is { } policy ? new InvocationRetry(retry, policy.MaxRetryCount) : null,
        BindTrigger = (parameter, _) => new(
            parameter.ParameterType == typeof(TimerInfo) ? info
            : parameter.ParameterType == typeof(string) ? JsonSerializer.Serialize(info, TimerJson.Default.TimerInfo)
            : throw new BindingException($"A timer binds to TimerInfo, not {parameter.ParameterType.Name}.")),
    };
}
