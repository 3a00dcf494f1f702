using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Ends the process with one clear line where the app cannot start.</summary>
internal static class StartupFailure
{
    public const int ExitCode = 2;

    public static T Guard<T>(Func<T> start)
    {
        try
        {
            return start();
        }
        catch (HostConfigurationException exception)
        {
            Exit(exception.Message);
            throw;
        }
    }

    [DoesNotReturn]
    public static void Exit(string message)
    {
        Console.Error.WriteLine($"error: {message}");
        Environment.Exit(ExitCode);
    }
}
