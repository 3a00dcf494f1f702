namespace DurableTask.Core.Exceptions;

/// <summary>The orchestrator's code does not do what its history says it did.</summary>
internal sealed class NonDeterministicOrchestrationException(string details)
    : Exception("Non-Deterministic workflow detected: " + details);
