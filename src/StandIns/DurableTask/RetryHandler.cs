namespace Microsoft.DurableTask;

/// <summary>Says whether a failed call is tried again; orchestrator code, so it must be deterministic.</summary>
public delegate bool RetryHandler(RetryContext retryContext);
