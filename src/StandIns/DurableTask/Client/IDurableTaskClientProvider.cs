namespace Microsoft.DurableTask.Client;

/// <summary>Hands out clients by name.</summary>
public interface IDurableTaskClientProvider
{
    /// <summary>The client of a name; null: the default one.</summary>
    DurableTaskClient GetClient(string? name = null);
}
