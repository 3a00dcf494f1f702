using System.Reflection;
using Azure;
using FineTune.Functions.Devices;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary><c>GET /api/health</c>: ready when storage answers and libtorch is there; 503 with the cause when not.</summary>
public sealed class GetHealth(Containers containers, TrainingDevice device)
{
    /// <summary>Runs the endpoint; it needs no key.</summary>
    [Function(nameof(GetHealth))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            try
            {
                await containers.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
                var findings = await Task.Run(() => device.Findings, cancellation).ConfigureAwait(false);
                return Results.Json(new HealthView("ready", findings, containers.Endpoint, Version), ApiJson.Default.HealthView);
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException)
            {
                throw NotReady("Storage does not answer.", "Check AzureWebJobsStorage, and that Azurite runs when it names one.");
            }
            catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
            {
                throw NotReady($"libtorch cannot be loaded: {e.GetBaseException().Message}", "Install libtorch-dev and libopenblas0-openmp, or set LIBTORCH.");
            }
        });

    private static string Version { get; } =
        typeof(GetHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static ProblemException NotReady(string message, string remedy) => new(503, "Not ready", [new Problem(message, remedy)]);
}
