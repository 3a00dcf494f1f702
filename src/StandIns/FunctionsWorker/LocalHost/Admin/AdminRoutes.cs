using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Keys;
using Microsoft.Azure.Functions.Worker.LocalHost.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Admin;

/// <summary>The host's own routes: its state, its functions, and a way to run a function by hand.</summary>
internal sealed class AdminRoutes(
    FunctionCatalog catalog, AccessControl access, HostSettings settings, IServiceProvider services, IHostApplicationLifetime lifetime)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/admin");
        group.AddEndpointFilter(GuardAsync);
        group.MapGet("/host/ping", () => Results.Ok());
        group.MapGet("/host/status", Status);
        group.MapGet("/functions", () => catalog.All.Select(Describe));
        group.MapPost("/functions/{name}", RunAsync);
    }

    private static object Describe(FunctionDescriptor function) =>
        new { name = function.Name, entryPoint = function.EntryPoint, trigger = function.TriggerName };

    private async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return await access.AllowsAsync(http.Request, AuthorizationLevel.Admin, null, http.RequestAborted) ? await next(context) : Results.Unauthorized();
    }

    private IResult Status() => Results.Json(new
    {
        id = settings.HostId,
        state = lifetime.ApplicationStopping.IsCancellationRequested ? "Stopping" : "Running",
        version = typeof(AdminRoutes).Assembly.GetName().Version?.ToString(),
        processUptime = Environment.TickCount64,
    });

    private async Task<IResult> RunAsync(string name, HttpRequest request, CancellationToken cancel)
    {
        if (catalog.Find(name) is not { } function)
        {
            return Results.NotFound();
        }

        var body = await Durable.JsonBody.ReadAsync(request, cancel);
        var input = body is { IsValid: true, Value: { ValueKind: JsonValueKind.Object } value } && value.TryGetProperty("input", out var text) ? text.ToString() : null;
        return function.Kind switch
        {
            TriggerKind.Timer => Begin(() => services.GetRequiredService<TimerRunner>()
                .RunAsync(function, new TimerInfo(), "This function was programmatically called via the host APIs.", lifetime.ApplicationStopping)),
            TriggerKind.Blob => RunBlob(function, input),
            _ => Results.BadRequest($"A function with the trigger {function.TriggerName} is not run by hand."),
        };
    }

    private IResult RunBlob(FunctionDescriptor function, string? input)
    {
        var trigger = services.GetRequiredService<BlobTriggerService>().Find(function)!;
        var prefix = trigger.Pattern.Container + "/";
        if (input is null || !input.StartsWith(prefix, StringComparison.Ordinal) || trigger.Pattern.Match(input[prefix.Length..]) is not { } tokens)
        {
            return Results.BadRequest($"\"input\" must name a blob that matches {((BlobTriggerAttribute)function.Trigger).BlobPath}.");
        }

        var found = new FoundBlob(input[prefix.Length..], default, tokens);
        return Begin(() => services.GetRequiredService<BlobProcessor>().RunNowAsync(trigger, found, lifetime.ApplicationStopping));
    }

    // As on the real host, the caller is not kept waiting; what fails is in the log.
    private static IResult Begin(Func<Task> run)
    {
        _ = Task.Run(run);
        return Results.Accepted();
    }
}
