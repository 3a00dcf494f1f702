namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>A parameter that cannot be bound.</summary>
internal sealed class BindingException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the caller sent something wrong, rather than the app being wired wrongly.</summary>
    public bool IsCallersMistake { get; init; }
}
