using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FineTune.Testing;
using FineTune.Testing.Fuzzing;

namespace FineTune.EndToEnd.Security;

/// <summary>Every route that the API describes, with wrong paths, queries, headers and bodies: a clear answer, never a failure of the host.</summary>
public sealed class RouteFuzzTests : IAsyncLifetime
{
    private const int Inputs = 1200;
    private const long MostResidentBytes = 1L << 30;

    private static readonly string[] Names =
    [
        "bad", "tiny", "none", "..", "%2e%2e", "..%2f..%2fetc", "%2fetc%2fpasswd", "C%3A%5Cx", "con", "nul.txt", "a%00b", "a%0d%0ab", "%c3%a4", "%ff%fe", "a%20b", "-a", "a.",
        "'%20or%201=1", "%3Cscript%3E", "{id}", "$%7Bjndi:x%7D", "segments", "prepared", new string('a', 97), new string('a', 3000), "0", "-1", "99999999999999999999",
    ];

    private static readonly string[] Values = ["", "0", "-1", "1", "99999999999999999999", "null", "%00", "%ff", "a%0d%0aX-Evil:1", "../../x", "%3Cscript%3Ealert(1)%3C/script%3E", "=1+1", new string('9', 2000)];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("If-None-Match", ["*", "\"x\"", "W/\"1\"", "garbage", "\"" + new string('a', 3000) + "\""]),
        ("Idempotency-Key", ["k", new string('k', 201), "~", " "]),
        ("Content-Range", ["bytes 0-9/10", "bytes 5-9/10", "bytes */10", "bytes 0-99999999999/99999999999", "bytes 9-0/10", "lines 0-1/2", "bytes 0-9/*", "bytes -1-9/10", "x"]),
        ("Last-Event-ID", ["0", "-1", "x", "99999999999999999999"]),
        ("Range", ["bytes=0-1", "bytes=9-0", "bytes=-5", "bytes=99999999999999-", "bytes=0-0,1-1,2-2", "x"]),
    ];

    private static readonly string[] Bodies =
    [
        """{"dataset":"bad","budget":{"trials":3,"epochs":9.5,"minutes":5},"parallelTrials":2,"sampler":"random","pruner":"none","searchSpace":{"learningRate":{"low":1e-5,"high":1e-3,"log":true},"dropout":0.1,"batchSize":{"choices":[8,16]}},"seed":1,"maxLength":64,"columns":{"text":"text","label":"label"},"objective":"accuracy","direction":"maximize","name":"x","model":"tiny"}""",
        """{"dataset":"bad"}""",
        """{"dataset":"none","model":"none"}""",
    ];

    /// <summary>Routes beside the API: the dashboard's, and the host's own.</summary>
    private static readonly (HttpMethod Method, string Path)[] Undescribed =
    [
        (HttpMethod.Get, "/"), (HttpMethod.Get, "/dashboard/{file}"), (HttpMethod.Get, "/runtime/webhooks/durabletask/instances"),
        (HttpMethod.Get, "/runtime/webhooks/durabletask/instances/{id}"), (HttpMethod.Delete, "/runtime/webhooks/durabletask/instances/{id}"),
        (HttpMethod.Post, "/runtime/webhooks/durabletask/instances/{id}/raiseEvent/{name}"), (HttpMethod.Post, "/runtime/webhooks/durabletask/instances/{id}/terminate"),
        (HttpMethod.Post, "/runtime/webhooks/durabletask/instances/{id}/suspend"), (HttpMethod.Post, "/runtime/webhooks/durabletask/instances/{id}/resume"),
        (HttpMethod.Post, "/runtime/webhooks/durabletask/orchestrators/{name}/{id}"), (HttpMethod.Post, "/admin/functions/{name}"),
    ];

    private readonly Azurite _azurite = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("route-fuzz-").FullName;

    [Fact]
    public async Task No_request_brings_the_host_down_and_every_refusal_is_a_4xx()
    {
        await using var app = new App(_azurite.ConnectionString, _folder, ("FineTune__MaxUploadBytes", "1000000"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        TinyModel.Write(Path.Combine(_folder, "model"), ToyData.Rows(60).Select(row => row.Text));
        await app.PutFolderAsync($"api/models/{TinyModel.Name}", Path.Combine(_folder, "model"));

        // Every study on it is refused after data and model were read, so that nothing is ever trained.
        await app.PutAsync("api/datasets/bad/train.csv", "text,label\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"text {row},same\n")));
        var routes = await RoutesAsync(app);
        Assert.True(routes.Count > 20, $"only {routes.Count} routes are described");

        await FuzzRun.RunAsync("routes", Inputs, long.MaxValue, random => BitConverter.GetBytes(random.Next()), async input =>
        {
            using var request = Make(app, routes, new Random(BitConverter.ToInt32(input)));
            using var answer = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await CheckAsync(request, answer);
        });

        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Get, "api/health")).Status);
        Assert.True(app.PeakResidentBytes() < MostResidentBytes, $"the host took {app.PeakResidentBytes() >> 20} MiB");
    }

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<IReadOnlyList<(HttpMethod Method, string Path)>> RoutesAsync(App app)
    {
        var (_, contract) = await app.SendAsync(HttpMethod.Get, "api/openapi.json");
        string[] verbs = ["get", "put", "post", "delete", "patch"];
        return [.. Undescribed, .. contract.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(verb => verbs.Contains(verb.Name)).Select(verb => (HttpMethod.Parse(verb.Name.ToUpperInvariant()), path.Name)))];
    }

    private static HttpRequestMessage Make(App app, IReadOnlyList<(HttpMethod Method, string Path)> routes, Random random)
    {
        string Any(string[] values) => values[random.Next(values.Length)];
        var (method, path) = routes[random.Next(routes.Count)];
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            path = path[..open] + Any(Names).Replace("{", "%7B", StringComparison.Ordinal) + path[(path.IndexOf('}', open) + 1)..];
        }

        for (var count = random.Next(3); count > 0; count--)
        {
            path += (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + Any(["continuationToken", "from", "code", "top", "runtimeStatus", "createdTimeFrom", "instanceIdPrefix", "showInput", "reason", "x", "%00"]) + "=" + Any(Values);
        }

        var request = app.RawRequest(method, path);
        if (method != HttpMethod.Get && method != HttpMethod.Delete)
        {
            var json = Any(Bodies);
            var body = random.Next(3) == 0 ? ByteMutator.Mutate(Encoding.UTF8.GetBytes(json), random) : JsonMutator.Mutate(json, random);
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = random.Next(4) == 0 ? null : MediaTypeHeaderValue.Parse(Any(["application/json", "text/plain", "application/octet-stream", "application/json; charset=x"]));
        }

        foreach (var (name, values) in Headers.Where(_ => random.Next(4) == 0))
        {
            _ = request.Headers.TryAddWithoutValidation(name, Any(values)) || request.Content?.Headers.TryAddWithoutValidation(name, Any(values)) == true;
        }

        return request;
    }

    private static async Task CheckAsync(HttpRequestMessage request, HttpResponseMessage answer)
    {
        var what = $"{request.Method} {request.RequestUri!.OriginalString} -> {(int)answer.StatusCode}";
        Assert.True((int)answer.StatusCode < 500, what);
        if ((int)answer.StatusCode < 400)
        {
            return;
        }

        var text = await answer.Content.ReadAsStringAsync();
        Assert.False(text.Contains("   at ", StringComparison.Ordinal), $"{what}: a stack trace: {text}");
        if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonElement.Parse(text).TryGetProperty("errors", out var errors))
        {
            Assert.All(errors.EnumerateArray(), error => Assert.NotEmpty(error.GetProperty("remedy").GetString()!));
        }
    }
}
