using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Keys;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>The routes under <c>/runtime/webhooks/durabletask</c>, with the answers of the real ones.</summary>
internal sealed class ManagementRoutes(DurableEngine engine, FunctionCatalog catalog, ManagementAddress addresses, AccessControl access)
{
    private readonly EmbeddedDurableTaskClient _client = engine.Client;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/" + ManagementAddress.BasePath);
        group.AddEndpointFilter(GuardAsync);
        group.MapPost("/orchestrators/{functionName}/{instanceId?}", StartAsync);
        group.MapGet("/instances", ListAsync);
        group.MapDelete("/instances", PurgeAllAsync);
        group.MapGet("/instances/{instanceId}", GetAsync);
        group.MapDelete("/instances/{instanceId}", PurgeAsync);
        group.MapPost("/instances/{instanceId}/raiseEvent/{eventName}", RaiseAsync);
        group.MapPost("/instances/{instanceId}/terminate", (HttpRequest request, string instanceId, CancellationToken cancel) =>
            SteerAsync(instanceId, () => _client.TerminateInstanceAsync(instanceId, (object?)Reason(request), cancel), cancel));
        group.MapPost("/instances/{instanceId}/suspend", (HttpRequest request, string instanceId, CancellationToken cancel) =>
            SteerAsync(instanceId, () => _client.SuspendInstanceAsync(instanceId, Reason(request), cancel), cancel));
        group.MapPost("/instances/{instanceId}/resume", (HttpRequest request, string instanceId, CancellationToken cancel) =>
            SteerAsync(instanceId, () => _client.ResumeInstanceAsync(instanceId, Reason(request), cancel), cancel));
        group.MapPost("/instances/{instanceId}/rewind", RewindAsync);
        group.MapPost("/instances/{instanceId}/restart", RestartAsync);
    }

    private static string? Reason(HttpRequest request) => request.Query["reason"];

    private static bool Flag(HttpRequest request, string name, bool fallback) =>
        bool.TryParse(request.Query[name], out var value) ? value : fallback;

    private async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return await access.AllowsAsync(http.Request, AuthorizationLevel.System, null, http.RequestAborted)
            ? await next(context)
            : Results.Unauthorized();
    }

    private async Task<IResult> StartAsync(HttpRequest request, string functionName, string? instanceId, CancellationToken cancel)
    {
        if (!catalog.Of(TriggerKind.Orchestration).Any(function => string.Equals(DurableFunctions.NameOf(function), functionName, StringComparison.OrdinalIgnoreCase)))
        {
            return Results.BadRequest($"The orchestrator '{functionName}' does not exist.");
        }

        if (await JsonBody.ReadAsync(request, cancel) is not { IsValid: true } body)
        {
            return Results.BadRequest("The body is not JSON.");
        }

        var id = await _client.ScheduleNewOrchestrationInstanceAsync(functionName, body.Value, new StartOrchestrationOptions(instanceId), cancel);
        return Started(request, id);
    }

    private async Task<IResult> GetAsync(HttpRequest request, string instanceId, CancellationToken cancel)
    {
        if (await _client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancel) is not { } instance)
        {
            return Results.NotFound();
        }

        var history = Flag(request, "showHistory", false)
            ? HistoryView.Create(_client.GetHistory(instanceId), Flag(request, "showHistoryOutput", false))
            : null;
        var view = InstanceView.Create(instance, Flag(request, "showInput", true), history);
        var failed = instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed && Flag(request, "returnInternalServerErrorOnFailure", false);
        var status = !instance.IsCompleted ? StatusCodes.Status202Accepted : failed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        if (status == StatusCodes.Status202Accepted)
        {
            request.HttpContext.Response.Headers.Location = request.GetEncodedUrl();
            request.HttpContext.Response.Headers.RetryAfter = "5";
        }

        return Results.Json(view, statusCode: status);
    }

    private async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancel)
    {
        if (InstanceQuery.Read(request) is not { } query)
        {
            return Results.BadRequest("createdTimeFrom, createdTimeTo, runtimeStatus or top cannot be read.");
        }

        await foreach (var page in _client.GetAllInstancesAsync(query).AsPages().WithCancellation(cancel))
        {
            if (page.ContinuationToken is { } token)
            {
                request.HttpContext.Response.Headers[InstanceQuery.ContinuationHeader] = token;
            }

            return Results.Json(page.Values.Select(instance => InstanceView.Create(instance, Flag(request, "showInput", true), null)));
        }

        return Results.Json(Array.Empty<object>());
    }

    private async Task<IResult> PurgeAsync(string instanceId, CancellationToken cancel)
    {
        var purged = await _client.PurgeInstanceAsync(instanceId, cancel);
        return purged.PurgedInstanceCount == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = purged.PurgedInstanceCount });
    }

    private async Task<IResult> PurgeAllAsync(HttpRequest request, CancellationToken cancel)
    {
        if (InstanceQuery.Read(request) is not { } query)
        {
            return Results.BadRequest("createdTimeFrom, createdTimeTo or runtimeStatus cannot be read.");
        }

        var purged = await _client.PurgeAllInstancesAsync(new PurgeInstancesFilter(query.CreatedFrom, query.CreatedTo, query.Statuses), cancel);
        return purged.PurgedInstanceCount == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = purged.PurgedInstanceCount });
    }

    private async Task<IResult> RaiseAsync(HttpRequest request, string instanceId, string eventName, CancellationToken cancel)
    {
        if (await JsonBody.ReadAsync(request, cancel) is not { IsValid: true } body)
        {
            return Results.BadRequest("The body is not JSON.");
        }

        return await SteerAsync(instanceId, () => _client.RaiseEventAsync(instanceId, eventName, body.Value, cancel), cancel);
    }

    private async Task<IResult> RewindAsync(HttpRequest request, string instanceId, CancellationToken cancel)
    {
        switch (await _client.GetInstanceAsync(instanceId, cancel))
        {
            case null:
                return Results.NotFound();
            case { RuntimeStatus: not OrchestrationRuntimeStatus.Failed }:
                return Results.StatusCode(StatusCodes.Status410Gone);
            default:
                await _client.RewindInstanceAsync(instanceId, Reason(request) ?? string.Empty, cancel);
                return Results.Accepted();
        }
    }

    private async Task<IResult> RestartAsync(HttpRequest request, string instanceId, CancellationToken cancel)
    {
        if (await _client.GetInstanceAsync(instanceId, cancel) is not { } instance)
        {
            return Results.NotFound();
        }

        var withNewId = Flag(request, "restartWithNewInstanceId", true);
        return withNewId || instance.IsCompleted
            ? Started(request, await _client.RestartAsync(instanceId, withNewId, cancel))
            : Results.Conflict();
    }

    private async Task<IResult> SteerAsync(string instanceId, Func<Task> steer, CancellationToken cancel)
    {
        switch (await _client.GetInstanceAsync(instanceId, cancel))
        {
            case null:
                return Results.NotFound();
            case { IsCompleted: true }:
                return Results.StatusCode(StatusCodes.Status410Gone);
            default:
                await steer();
                return Results.Accepted();
        }
    }

    private IResult Started(HttpRequest request, string instanceId)
    {
        var payload = addresses.Describe(instanceId, new Uri(request.GetEncodedUrl()));
        request.HttpContext.Response.Headers.Location = payload.StatusQueryGetUri;
        request.HttpContext.Response.Headers.RetryAfter = "10";
        return Results.Json(payload, statusCode: StatusCodes.Status202Accepted);
    }
}
