using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Timers;

/// <summary>A timer every five minutes.</summary>
public sealed class SampleTimers(TimerWitness witness)
{
    [Function("EveryFive")]
    [FixedDelayRetry(2, "00:00:10")]
    public void EveryFive([TimerTrigger("%EveryFive%")] TimerInfo timer, FunctionContext context)
    {
        if (witness.FailuresLeft > 0)
        {
            witness.FailuresLeft--;
            throw new InvalidOperationException($"retry {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}");
        }

        witness.Seen.Enqueue(timer);
    }
}
