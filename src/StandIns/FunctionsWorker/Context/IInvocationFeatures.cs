namespace Microsoft.Azure.Functions.Worker;

/// <summary>Objects that belong to one invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Adds or replaces an object.</summary>
    void Set<T>(T instance);

    /// <summary>The object of that type, or default.</summary>
    T? Get<T>();
}
