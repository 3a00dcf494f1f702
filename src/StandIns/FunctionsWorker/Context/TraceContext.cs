namespace Microsoft.Azure.Functions.Worker;

/// <summary>The distributed trace an invocation belongs to.</summary>
public abstract class TraceContext
{
    /// <summary>For derived contexts.</summary>
    protected TraceContext()
    {
    }

    /// <summary>The W3C trace parent.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The W3C trace state.</summary>
    public abstract string TraceState { get; }

    /// <summary>Further attributes.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
}
