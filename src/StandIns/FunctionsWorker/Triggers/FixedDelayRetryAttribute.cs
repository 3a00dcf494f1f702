namespace Microsoft.Azure.Functions.Worker;

/// <summary>Tries a failed function again after a fixed delay.</summary>
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    /// <summary>Says how often and how far apart (<c>hh:mm:ss</c>).</summary>
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>The delay between attempts, <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; }
}
