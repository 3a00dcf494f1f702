using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>What is logged about requests beyond their invocations.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(610, LogLevel.Debug, "The caller of '{Function}' went away, or the host is leaving.")]
    public static partial void Ended(ILogger logger, string function);

    [LoggerMessage(611, LogLevel.Debug, "'{Function}' answers with an error for {Exception}.")]
    public static partial void Failed(ILogger logger, string function, string exception);
}
