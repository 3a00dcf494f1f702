using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Timers;

/// <summary>A timer that also runs at start.</summary>
public sealed class StartupTimers(TimerWitness witness)
{
    [Function("AtStart")]
    public void AtStart([TimerTrigger("12:00:00", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => witness.Seen.Enqueue(timer);
}
