using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>What is logged about requests beyond their invocations.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(610, LogLevel.Debug, "The host is leaving: '{Function}' was told to end.")]
    public static partial void Ended(ILogger logger, string function);

    [LoggerMessage(611, LogLevel.Debug, "The caller of {Path} went away.")]
    public static partial void Aborted(ILogger logger, string path);

    [LoggerMessage(612, LogLevel.Warning, "Function keys cannot be read: {Reason}")]
    public static partial void NoKeys(ILogger logger, string reason);

    [LoggerMessage(613, LogLevel.Error, "{Path} failed.")]
    public static partial void Failed(ILogger logger, Exception exception, string path);
}
