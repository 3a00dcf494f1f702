namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>When a timer runs.</summary>
internal interface ISchedule
{
    /// <summary>The first time after <paramref name="after"/>, or null for never again.</summary>
    DateTime? Next(DateTime after);
}
