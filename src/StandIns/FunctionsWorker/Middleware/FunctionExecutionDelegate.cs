namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of an invocation, as middleware sees it.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
