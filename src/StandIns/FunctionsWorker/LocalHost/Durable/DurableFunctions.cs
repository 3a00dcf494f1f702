using System.Reflection;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.Turns;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>Gives the engine the app's orchestrators and activities.</summary>
internal sealed class DurableFunctions(FunctionCatalog catalog, FunctionInvoker invoker, HostSettings settings, DrainSignal drain)
{
    /// <summary>Whether the app uses durable functions at all.</summary>
    public static bool AreUsed(FunctionCatalog catalog) => catalog.All.Any(function =>
        function.Kind is TriggerKind.Orchestration or TriggerKind.Activity
        || function.MethodParameters.Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute))));

    public static string NameOf(FunctionDescriptor function) => function.Trigger switch
    {
        OrchestrationTriggerAttribute { Orchestration: { } name } => name,
        ActivityTriggerAttribute { Activity: { } name } => name,
        _ => function.Name,
    };

    public void Register(DurableEngine engine)
    {
        foreach (var function in catalog.Of(TriggerKind.Orchestration))
        {
            if (function.TriggerParameter.ParameterType != typeof(TaskOrchestrationContext))
            {
                throw new HostConfigurationException($"{function.EntryPoint}: [OrchestrationTrigger] belongs on a TaskOrchestrationContext.");
            }

            Named(function, () => engine.RegisterOrchestrator(NameOf(function), context => OrchestrateAsync(function, context)));
        }

        foreach (var function in catalog.Of(TriggerKind.Activity))
        {
            Named(function, () => engine.RegisterActivity(NameOf(function), (call, cancellation) => ActAsync(function, call, cancellation)));
        }
    }

    private static void Named(FunctionDescriptor function, Action register)
    {
        try
        {
            register();
        }
        catch (ArgumentException exception)
        {
            throw new HostConfigurationException($"{function.EntryPoint}: {exception.Message}");
        }
    }

    // Runs on the engine's scheduler; everything up to the function's own code completes at once, so the turn stays deterministic.
    private Task<object?> OrchestrateAsync(FunctionDescriptor function, TaskOrchestrationContext context) => invoker.InvokeAsync(
        new Invocation
        {
            Function = function,
            Reason = $"Orchestration {context.InstanceId}",
            BindingData = Data(context.InstanceId),
            BindTrigger = (_, _) => new(context),
            BindInput = parameter => ((OrchestrationContext)context).GetInput(parameter.ParameterType),
            IsQuiet = () => context.IsReplaying,
        },
        CancellationToken.None);

    private async Task<object?> ActAsync(FunctionDescriptor function, ActivityInvocation call, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, drain.Work);
        return await invoker.InvokeAsync(
            new Invocation
            {
                Function = function,
                Reason = $"Activity of {call.InstanceId}#{call.TaskId}, delivery {call.DeliveryCount}",
                BindingData = Data(call.InstanceId),
                BindTrigger = (parameter, _) => new(Input(parameter, call)),
                Timeout = settings.FunctionTimeout,
            },
            ended.Token);
    }

    private static object? Input(ParameterInfo parameter, ActivityInvocation call) =>
        parameter.ParameterType == typeof(TaskActivityContext) ? call.ToContext() : call.GetInput(parameter.ParameterType);

    private static Dictionary<string, object?> Data(string instanceId) =>
        new(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = instanceId };
}
