namespace Microsoft.DurableTask.Storage;

/// <summary>An instance that this engine holds for a turn.</summary>
/// <param name="Instance">The instance as it was when it was taken.</param>
/// <param name="Token">The lease.</param>
internal sealed record TurnClaim(InstanceRow Instance, string Token);
