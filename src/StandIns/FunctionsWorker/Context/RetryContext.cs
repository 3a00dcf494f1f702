namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an invocation stands in its retries.</summary>
public abstract class RetryContext
{
    /// <summary>For derived contexts.</summary>
    protected RetryContext()
    {
    }

    /// <summary>Retries so far; zero on the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Retries allowed; -1 for ever.</summary>
    public abstract int MaxRetryCount { get; }
}
