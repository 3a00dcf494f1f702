using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Http;

/// <summary>Two functions that answer the same requests.</summary>
public static class TwinRoutes
{
    [Function("First")]
    public static string First([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "twins/{id}")] HttpRequest request) => "1";

    [Function("Second")]
    public static string Second([HttpTrigger(AuthorizationLevel.Anonymous, "GET", Route = "twins/{name}")] HttpRequest request) => "2";
}
