namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Code around every invocation.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around the rest of the invocation.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
