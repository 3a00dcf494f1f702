using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>What timers log.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(640, LogLevel.Warning, "The schedule of '{Function}' is not monitored now: {Reason}")]
    public static partial void Unmonitored(ILogger logger, string function, string reason);
}
