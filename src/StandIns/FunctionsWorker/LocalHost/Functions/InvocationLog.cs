using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>The lines that <c>func</c> writes for each invocation.</summary>
internal static partial class InvocationLog
{
    [LoggerMessage(EventId = 600, Message = "Executing 'Functions.{Function}' (Reason='{Reason}', Id={InvocationId})")]
    public static partial void Executing(ILogger logger, LogLevel level, string function, string reason, string invocationId);

    [LoggerMessage(EventId = 601, Message = "Executed 'Functions.{Function}' (Succeeded, Id={InvocationId}, Duration={Milliseconds:0}ms)")]
    public static partial void Executed(ILogger logger, LogLevel level, string function, string invocationId, double milliseconds);

    [LoggerMessage(602, LogLevel.Error, "Executed 'Functions.{Function}' (Failed, Id={InvocationId}, Duration={Milliseconds:0}ms)")]
    public static partial void Failed(ILogger logger, Exception exception, string function, string invocationId, double milliseconds);
}
