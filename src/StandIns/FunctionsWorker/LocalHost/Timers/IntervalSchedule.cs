namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Runs again and again after the same time.</summary>
internal sealed class IntervalSchedule(TimeSpan interval) : ISchedule
{
    public DateTime? Next(DateTime after) => after + interval;
}
