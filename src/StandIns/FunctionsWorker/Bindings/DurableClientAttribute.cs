using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to the <c>DurableTaskClient</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; the host's own where none is named.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting with the backend's connection; the host's own where none is named.</summary>
    public string? ConnectionName { get; set; }
}
