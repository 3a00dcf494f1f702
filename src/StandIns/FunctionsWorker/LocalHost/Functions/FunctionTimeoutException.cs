namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>An invocation took longer than <c>functionTimeout</c> of host.json.</summary>
internal sealed class FunctionTimeoutException(string function, TimeSpan limit)
    : Exception($"Timeout value of {limit} exceeded by function 'Functions.{function}'.")
{
    /// <summary>How long a function may take to end after its token fired.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
}
