using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace StandIns.FunctionsWorker.Tests.Configuration;

/// <summary>Two functions, one of which a setting may switch off.</summary>
public static class Disabled
{
    [Function("Hello")]
    public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.Method;

    [Function("Stays")]
    public static string Stays([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request) => request.Method;
}
