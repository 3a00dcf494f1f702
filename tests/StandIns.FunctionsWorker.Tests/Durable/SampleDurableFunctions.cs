using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace StandIns.FunctionsWorker.Tests.Durable;

/// <summary>Orchestrators, activities and a function that starts them.</summary>
public sealed class SampleDurableFunctions(ActivityWitness witness)
{
    [Function("Start")]
    public static async Task<IActionResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Squares", new SquaresInput(3), new StartOrchestrationOptions(id));
        var payload = client.CreateHttpManagementPayload(id);
        return new AcceptedResult(payload.StatusQueryGetUri, payload);
    }

    [Function("Squares")]
    public static async Task<int> Squares([OrchestrationTrigger] TaskOrchestrationContext context, SquaresInput input)
    {
        context.SetCustomStatus(new { phase = "squaring" });
        var squares = await Task.WhenAll(Enumerable.Range(1, input.Count).Select(value => context.CallActivityAsync<int>("Square", value)));
        return squares.Sum();
    }

    [Function("Square")]
    public int Square([ActivityTrigger] int value, FunctionContext context, string instanceId)
    {
        witness.See($"{instanceId}:{value}:{context.FunctionDefinition.Name}");
        return value * value;
    }

    [Function("AwaitGo")]
    public static async Task<string?> AwaitGo([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.WaitForExternalEvent<string>("go");

    [Function("Failing")]
    public static Task Failing([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Throw");

    [Function("Throw")]
    public static void Throw([ActivityTrigger] TaskActivityContext context) => throw new InvalidDataException($"{context.Name} threw");

    [Function("Endless")]
    public static Task<string> Endless([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("Patient");

    [Function("Patient")]
    public async Task<string> Patient([ActivityTrigger] string? nothing, CancellationToken cancellationToken)
    {
        witness.See("patient began");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            witness.See("patient was told");
        }

        return "preempted";
    }

    [Function("SlowParent")]
    public static Task SlowParent([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Slow");

    [Function("Slow")]
    public static Task Slow([ActivityTrigger] string? nothing, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public sealed record SquaresInput(int Count);
}
