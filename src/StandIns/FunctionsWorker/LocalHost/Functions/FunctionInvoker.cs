using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>Runs one invocation: scope, middleware, binding, method, time limit, log.</summary>
internal sealed class FunctionInvoker
{
    private readonly IServiceScopeFactory _scopes;
    private readonly MiddlewarePipeline _pipeline;
    private readonly ParameterBinder _binder;
    private readonly ILoggerFactory _loggers;

    public FunctionInvoker(
        IServiceScopeFactory scopes,
        IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        ParameterBinder binder,
        ILoggerFactory loggers)
    {
        _scopes = scopes;
        _binder = binder;
        _loggers = loggers;
        _pipeline = new MiddlewarePipeline(middleware, RunFunctionAsync);
    }

    /// <summary>Runs the function and returns its result.</summary>
    /// <exception cref="FunctionTimeoutException">It took longer than it may.</exception>
    public async Task<object?> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var log = _loggers.CreateLogger($"Function.{invocation.Function.Name}");
        var started = Stopwatch.GetTimestamp();
        var level = Level(invocation);
        InvocationLog.Executing(log, level, invocation.Function.Name, invocation.Reason, invocation.Id);
        try
        {
            var result = await RunAsync(invocation, cancellationToken);
            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            level = Level(invocation);
            InvocationLog.Executed(log, level, invocation.Function.Name, invocation.Id, milliseconds);
            return result;
        }
        catch (Exception exception) when (!invocation.IsQuiet())
        {
            InvocationLog.Failed(log, exception, invocation.Function.Name, invocation.Id, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
    }

    private static LogLevel Level(Invocation invocation) => invocation.IsQuiet() ? LogLevel.Debug : LogLevel.Information;

    private async Task<object?> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.Services is { } services)
        {
            return await RunAsync(invocation, services, cancellationToken);
        }

        await using var scope = _scopes.CreateAsyncScope();
        return await RunAsync(invocation, scope.ServiceProvider, cancellationToken);
    }

    private async Task<object?> RunAsync(Invocation invocation, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (invocation.Timeout is not { } limit)
        {
            await using var context = new InvocationContext(invocation, services, cancellationToken);
            await _pipeline.RunAsync(context);
            return context.Result;
        }

        using var timer = new CancellationTokenSource(limit);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        await using var timed = new InvocationContext(invocation, services, linked.Token);
        var run = _pipeline.RunAsync(timed);
        try
        {
            // A function that ignores its token must not hold its trigger for ever.
            await run.WaitAsync(limit + FunctionTimeoutException.Grace, CancellationToken.None);
        }
        catch (Exception exception) when (timer.IsCancellationRequested && exception is TimeoutException or OperationCanceledException)
        {
            throw new FunctionTimeoutException(invocation.Function.Name, limit);
        }

        return timed.Result;
    }

    private async Task RunFunctionAsync(FunctionContext context)
    {
        var own = (InvocationContext)context;
        var arguments = await _binder.BindAsync(own);
        own.Result = await FunctionMethod.CallAsync(own.Invocation.Function, context.InstanceServices, arguments);
    }
}
