using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary><c>GET /api/openapi.json</c>: the contract, with the schema of <c>study.json</c>.</summary>
public static class GetOpenApi
{
    /// <summary>Runs the endpoint.</summary>
    [Function(nameof(GetOpenApi))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/openapi.json")] HttpRequest request) =>
        Results.Stream(typeof(GetOpenApi).Assembly.GetManifestResourceStream("openapi.json")!, "application/json");
}
