using Microsoft.DurableTask;

namespace FineTune.Functions.Orchestrators;

/// <summary>How often activities are tried again: the one place that says it.</summary>
internal static class RetryProfiles
{
    /// <summary>Activities that only read and write storage: six attempts within about two minutes.</summary>
    public static TaskOptions Storage { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(6, TimeSpan.FromSeconds(1), backoffCoefficient: 2.5, maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>A segment of training: three attempts. What is wrong with the trial itself is no error and is not tried again.</summary>
    public static TaskOptions Training { get; } = TaskOptions.FromRetryPolicy(
        new RetryPolicy(3, TimeSpan.FromSeconds(2), backoffCoefficient: 4));
}
