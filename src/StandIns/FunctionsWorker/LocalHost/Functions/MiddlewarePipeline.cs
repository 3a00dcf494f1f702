using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>The app's middleware, outermost first, around the function itself.</summary>
internal sealed class MiddlewarePipeline
{
    private readonly FunctionExecutionDelegate _entry;

    public MiddlewarePipeline(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, FunctionExecutionDelegate function) =>
        _entry = middleware.Reverse().Aggregate(function, (next, wrap) => wrap(next));

    public Task RunAsync(FunctionContext context) => _entry(context);
}
