using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace StandIns.FunctionsWorker.TestApp;

/// <summary>Work that lasts until the host leaves.</summary>
public static class PatientFunctions
{
    [Function("Start")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client)
    {
        await client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions(id));
        return Results.Json(client.CreateHttpManagementPayload(id), statusCode: StatusCodes.Status202Accepted);
    }

    [Function("Wait")]
    public static async Task<string> Wait([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await context.CallActivityAsync<string>("Patient", "first");
        return $"{first}, {await context.CallActivityAsync<string>("Quick", "second")}";
    }

    [Function("Patient")]
    public static async Task<string> Patient([ActivityTrigger] string name, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{name} began");
        var told = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(told.SetResult);
        await told.Task;
        Console.WriteLine($"{name} was told");
        return "preempted";
    }

    [Function("Quick")]
    public static string Quick([ActivityTrigger] string name) => name;

    [Function("Events")]
    public static async Task Events([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "events")] HttpRequest request, CancellationToken cancellationToken)
    {
        await request.HttpContext.Response.WriteAsync("data: hello\n\n", cancellationToken);
        await request.HttpContext.Response.Body.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
