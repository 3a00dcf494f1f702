using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Timers;

/// <summary>What timer functions were told.</summary>
public sealed class TimerWitness
{
    public ConcurrentQueue<TimerInfo> Seen { get; } = new();

    public int FailuresLeft { get; set; }
}
