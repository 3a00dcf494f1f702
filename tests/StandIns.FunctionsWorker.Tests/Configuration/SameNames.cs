using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Configuration;

/// <summary>A function whose name another class has too.</summary>
public static class SameNames
{
    [Function("hello")]
    public static string Hello([HttpTrigger] HttpRequest request) => "again";
}
