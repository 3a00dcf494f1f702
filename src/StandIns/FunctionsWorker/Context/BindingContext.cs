namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger tells about an invocation.</summary>
public abstract class BindingContext
{
    /// <summary>For derived contexts.</summary>
    protected BindingContext()
    {
    }

    /// <summary>Values by name: route and path tokens, and what the trigger adds.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
