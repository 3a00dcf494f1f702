namespace DurableTask.Core.Exceptions;

/// <summary>An instance of the same id is in a status that refuses a new start.</summary>
internal sealed class OrchestrationAlreadyExistsException(string message) : InvalidOperationException(message);
