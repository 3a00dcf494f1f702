namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tries a failed function again after delays that double.</summary>
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    /// <summary>Says how often, and the first and longest delay (<c>hh:mm:ss</c>).</summary>
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>The first delay, <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; }

    /// <summary>The longest delay, <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; }
}
