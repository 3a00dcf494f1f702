namespace Microsoft.DurableTask;

/// <summary>Says whether a failed call is tried again; it may await durable tasks, such as a timer.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
