namespace Microsoft.Azure.Functions.Worker;

/// <summary>Base of attributes that say how often a failed function is tried again.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>For derived attributes.</summary>
    protected RetryAttribute()
    {
    }

    /// <summary>Retries after the first attempt; -1 for ever.</summary>
    public int MaxRetryCount { get; protected set; }
}
