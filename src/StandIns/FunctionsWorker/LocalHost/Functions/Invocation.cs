using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>What a trigger hands over to start a function.</summary>
internal sealed class Invocation
{
    public required FunctionDescriptor Function { get; init; }

    /// <summary>Why the function runs, for the log.</summary>
    public required string Reason { get; init; }

    /// <summary>The value of the trigger's parameter.</summary>
    public required Func<ParameterInfo, FunctionContext, ValueTask<object?>> BindTrigger { get; init; }

    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = new Dictionary<string, object?>();

    /// <summary>The request, where the trigger is one.</summary>
    public HttpContext? Http { get; init; }

    public RetryContext? Retry { get; init; }

    /// <summary>Services to use; a scope of the invocation's own where there are none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Binds what nothing else does, to an orchestrator's input; null for other functions.</summary>
    public Func<ParameterInfo, object?>? BindInput { get; init; }

    /// <summary>Whether this moment is worth a Debug line only (an orchestrator's replay).</summary>
    public Func<bool> IsQuiet { get; init; } = static () => false;

    public TimeSpan? Timeout { get; init; }

    public string Id { get; } = Guid.NewGuid().ToString();
}
