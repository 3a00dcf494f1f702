using System.Diagnostics;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>The trace that was current when the invocation began.</summary>
internal sealed class InvocationTrace : TraceContext
{
    public override string TraceParent { get; } = Activity.Current?.Id ?? string.Empty;

    public override string TraceState { get; } = Activity.Current?.TraceStateString ?? string.Empty;
}
