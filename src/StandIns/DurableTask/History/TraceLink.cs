using System.Diagnostics;

namespace Microsoft.DurableTask.History;

/// <summary>A W3C trace context as it travels in messages (https://www.w3.org/TR/trace-context/).</summary>
/// <param name="TraceParent">The <c>traceparent</c> header.</param>
/// <param name="TraceState">The <c>tracestate</c> header; null for none.</param>
internal sealed record TraceLink(string TraceParent, string? TraceState)
{
    /// <summary>The context of a span; null where there is none, or none of W3C's form.</summary>
    public static TraceLink? Of(Activity? span) => span is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? new(id, span.TraceStateString) : null;
}
