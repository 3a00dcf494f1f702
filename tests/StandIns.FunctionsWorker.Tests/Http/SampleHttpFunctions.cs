using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace StandIns.FunctionsWorker.Tests.Http;

/// <summary>HTTP functions of every shape.</summary>
public sealed class SampleHttpFunctions(Greeter greeter)
{
    [Function("Hello")]
    public IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new OkObjectResult(new { text = greeter.Greet(request.Query["name"].ToString()) });

    [Function("Route")]
    public static IResult Route(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id:int}/{tag?}")] HttpRequest request,
        int id,
        Guid? trace,
        string? tag,
        FunctionContext context) => Results.Json(new { id, tag, trace, function = context.FunctionDefinition.Name });

    [Function("Rest")]
    public static string Rest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{name}/{*file}")] HttpRequest request, string name, string file) =>
        $"{name}|{file}";

    [Function("Body")]
    public static Order Body([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest request, [FromBody] Order order) =>
        order with { Count = order.Count + 1 };

    [Function("Root")]
    public static string Root([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) => "root";

    [Function("Fail")]
    public static IActionResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("the secret reason");

    [Function("Guarded")]
    public static string Guarded([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => "in";

    [Function("Admin")]
    public static string Admin([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "admins")] HttpRequest request) => "in";

    [Function("Upload")]
    public static async Task<IResult> Upload(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "upload")] HttpRequest request, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        long length = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        return Results.Json(new { length, sha256 = Convert.ToHexString(hash.GetHashAndReset()) });
    }

    [Function("Events")]
    public static async Task Events(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "events")] HttpRequest request, FunctionContext context)
    {
        var response = request.HttpContext.Response;
        response.ContentType = "text/event-stream";
        for (var i = 0; ; i++)
        {
            await response.WriteAsync($"id: {i}\ndata: event {i}\n\n", context.CancellationToken);
            await response.Body.FlushAsync(context.CancellationToken);
            await context.InstanceServices.GetRequiredService<EventGate>().WaitAsync(context.CancellationToken);
        }
    }

    [Function("Data")]
    public static async Task<HttpResponseData> Data([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData request)
    {
        var response = request.CreateResponse(System.Net.HttpStatusCode.Accepted);
        response.Headers.Add("x-method", request.Method);
        await response.WriteStringAsync("echo " + await request.ReadAsStringAsync(), Encoding.UTF8);
        return response;
    }

    public sealed record Order(string Item, int Count);
}
