namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>Where a retried invocation stands.</summary>
internal sealed class InvocationRetry(int retryCount, int maxRetryCount) : RetryContext
{
    public override int RetryCount => retryCount;

    public override int MaxRetryCount => maxRetryCount;
}
