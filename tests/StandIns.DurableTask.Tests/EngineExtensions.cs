using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace StandIns.DurableTask.Tests;

/// <summary>Shorter words for what most tests do.</summary>
internal static class EngineExtensions
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    public static DurableEngine Orchestrator<TOut>(this DurableEngine engine, string name, Func<TaskOrchestrationContext, Task<TOut>> code)
    {
        engine.RegisterOrchestrator(name, async context => await code(context));
        return engine;
    }

    public static DurableEngine Activity<TIn, TOut>(this DurableEngine engine, string name, Func<TIn, TOut> code)
    {
        engine.RegisterActivity(name, (call, _) => Task.FromResult<object?>(code(call.GetInput<TIn>()!)));
        return engine;
    }

    public static async Task<DurableEngine> StartedAsync(this DurableEngine engine)
    {
        await engine.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    /// <summary>Starts an instance and waits for its end.</summary>
    public static async Task<OrchestrationMetadata> RunAsync(this DurableEngine engine, string name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(name, input, options);
        return await engine.EndOfAsync(id);
    }

    public static Task<OrchestrationMetadata> EndOfAsync(this DurableEngine engine, string id) =>
        engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken).WaitAsync(LongEnough);

    /// <summary>Waits until an instance looks as asked for.</summary>
    public static async Task<OrchestrationMetadata> UntilAsync(this DurableEngine engine, string id, Func<OrchestrationMetadata, bool> isThere)
    {
        using var limit = new CancellationTokenSource(LongEnough);
        var pause = new PollingPause(engine.Options.PollingInterval);
        while (true)
        {
            var next = WorkSignal.Of(engine.Options.DatabasePath).Next;
            if (await engine.Client.GetInstanceAsync(id, getInputsAndOutputs: true) is { } found && isThere(found))
            {
                return found;
            }

            await pause.WaitAsync(next, null, limit.Token);
        }
    }
}
