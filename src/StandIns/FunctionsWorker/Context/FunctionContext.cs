namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>For derived contexts.</summary>
    protected FunctionContext()
    {
    }

    /// <summary>The invocation's id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger tells.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Where the invocation stands in its retries; null where the function has no retry attribute.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>Services scoped to the invocation.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Objects that belong to the invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Fires when the invocation should end: the host drains, the time limit passed, the caller went away.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
