using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>What the engine logs; events 900 to 999.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(900, LogLevel.Information, "Task hub '{Hub}' is open in {Path}: {Activities} activities and {Orchestrations} orchestrations at once.")]
    public static partial void Opened(ILogger logger, string hub, string path, int activities, int orchestrations);

    [LoggerMessage(901, LogLevel.Information, "Instance '{InstanceId}' of '{Name}' ended as {Status}.")]
    public static partial void InstanceEnded(ILogger logger, string instanceId, string name, string status);

    [LoggerMessage(902, LogLevel.Warning, "Instance '{InstanceId}' of '{Name}' failed: {Message}")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, string name, string message);

    [LoggerMessage(903, LogLevel.Error, "A turn of instance '{InstanceId}' could not be done (time {Count} in a row); it is tried again in {Pause}.")]
    public static partial void TurnPostponed(ILogger logger, Exception error, string instanceId, int count, TimeSpan pause);

    [LoggerMessage(904, LogLevel.Warning, "A turn of instance '{InstanceId}' is dropped: another host took the instance over.")]
    public static partial void TurnLost(ILogger logger, string instanceId);

    [LoggerMessage(905, LogLevel.Warning, "Activity '{Name}' (#{TaskId}) of instance '{InstanceId}' failed: {Message}")]
    public static partial void ActivityFailed(ILogger logger, Exception error, string name, int taskId, string instanceId, string message);

    [LoggerMessage(906, LogLevel.Information, "Activity '{Name}' (#{TaskId}) of instance '{InstanceId}' was interrupted; it will run again.")]
    public static partial void ActivityReleased(ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(907, LogLevel.Warning, "The result of activity '{Name}' (#{TaskId}) of instance '{InstanceId}' is dropped: its lease was lost.")]
    public static partial void ActivityLost(ILogger logger, string name, int taskId, string instanceId);

    [LoggerMessage(908, LogLevel.Error, "The engine could not reach its store; it tries again.")]
    public static partial void StoreFailed(ILogger logger, Exception error);

    [LoggerMessage(909, LogLevel.Warning, "Process of '{Owner}' is gone; {Count} piece(s) of its work are free again.")]
    public static partial void OwnerGone(ILogger logger, string owner, int count);

    [LoggerMessage(910, LogLevel.Warning, "The engine stopped before its running work had ended; that work will run again.")]
    public static partial void DrainCut(ILogger logger);
}
