using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>What blob triggers log.</summary>
internal static partial class BlobLog
{
    [LoggerMessage(630, LogLevel.Warning, "'{Function}' failed on {Path} (attempt {Attempt} of {Attempts}); it will be tried again.")]
    public static partial void WillRetry(ILogger logger, string function, string path, int attempt, int attempts);

    [LoggerMessage(631, LogLevel.Error, "'{Function}' failed on {Path} {Attempts} times and gives it up; the reason is in {Record}.")]
    public static partial void Poisoned(ILogger logger, string function, string path, int attempts, string record);

    [LoggerMessage(632, LogLevel.Warning, "'{Function}' cannot look into container {Container}: {Reason} It tries again every {Seconds:0} s at least.")]
    public static partial void Unreachable(ILogger logger, string function, string container, string reason, double seconds);

    [LoggerMessage(633, LogLevel.Information, "'{Function}' can look into container {Container} again.")]
    public static partial void Reachable(ILogger logger, string function, string container);

    [LoggerMessage(634, LogLevel.Warning, "'{Function}' could not be run for {Path}: {Reason} It will be tried again.")]
    public static partial void NotRun(ILogger logger, string function, string path, string reason);
}
