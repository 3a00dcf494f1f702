using System.Globalization;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Reads what a timer attribute says.</summary>
internal static class Schedules
{
    public static ISchedule Parse(string text, string function)
    {
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
        {
            return new IntervalSchedule(interval);
        }

        try
        {
            return new CronSchedule(text);
        }
        catch (FormatException exception)
        {
            throw new HostConfigurationException(
                $"Function \"{function}\": the schedule \"{text}\" is neither a cron expression nor a time span ({exception.Message}).");
        }
    }
}
