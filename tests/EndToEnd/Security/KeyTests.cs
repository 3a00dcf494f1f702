using System.Net;
using System.Text;
using System.Text.Json;
using FineTune.EndToEnd.Telemetry;
using FineTune.Testing;

namespace FineTune.EndToEnd.Security;

/// <summary>Outside of development every route but health and the dashboard's empty page asks for a key, and no key is written anywhere.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private readonly Azurite _azurite = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("keys-").FullName;
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_key_only_health_and_the_empty_page_answer()
    {
        await using var app = await StartAsync();
        foreach (var path in new[] { "/api/health", "/", "/dashboard/dashboard.js", "/dashboard/dashboard.css" })
        {
            Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync(new Uri(path, UriKind.Relative), _cancellation)).StatusCode);
        }

        var key = await HostKey.ReadAsync(app, _azurite.Client);
        using var asked = app.RawRequest(HttpMethod.Get, "/api/openapi.json");
        asked.Headers.Add("x-functions-key", key);
        using var answer = await app.Client.SendAsync(asked, _cancellation);
        var contract = JsonElement.Parse(await answer.Content.ReadAsStringAsync(_cancellation));
        var open = new List<string>();
        foreach (var path in contract.GetProperty("paths").EnumerateObject())
        {
            foreach (var verb in path.Value.EnumerateObject().Where(verb => verb.Name is "get" or "put" or "post" or "delete"))
            {
                var address = path.Name.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
                using var request = app.RawRequest(HttpMethod.Parse(verb.Name.ToUpperInvariant()), address);
                request.Headers.Add("x-functions-key", key + "x");
                using var refused = await app.Client.SendAsync(request, _cancellation);
                if (refused.StatusCode != HttpStatusCode.Unauthorized)
                {
                    open.Add(path.Name);
                }
            }
        }

        Assert.Equal(["/api/health"], open.Distinct());
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync(new Uri("/runtime/webhooks/durabletask/instances", UriKind.Relative), _cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync(new Uri("/admin/functions", UriKind.Relative), _cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_key_is_in_no_log_no_span_no_blob_and_no_history()
    {
        using var receiver = new TelemetryReceiver();
        await using var app = await StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("AzureFunctionsJobHost__logging__logLevel__default", "Debug"), ("Logging__LogLevel__Default", "Debug"));
        var key = await HostKey.ReadAsync(app, _azurite.Client);
        app.Client.DefaultRequestHeaders.Add("x-functions-key", key);
        TinyModel.Write(Path.Combine(_folder, "model"), ToyData.Rows(60).Select(row => row.Text));
        await app.PutFolderAsync($"api/models/{TinyModel.Name}", Path.Combine(_folder, "model"));
        await app.PutAsync("api/datasets/keyed/study.json", Workplace.Short);
        var id = (await app.PutAsync($"api/datasets/keyed/train.csv?code={key}", Encoding.UTF8.GetBytes(ToyData.Csv(90)))).GetProperty("study").GetString()!;
        await app.WaitUntilOverAsync(id);
        await app.SendAsync(HttpMethod.Get, $"api/studies/none?code={key}");
        using var report = await app.Client.GetAsync(new Uri($"api/studies/{id}/report?code={key}", UriKind.Relative), _cancellation);
        Assert.Equal(HttpStatusCode.OK, report.StatusCode);
        await app.DrainAsync();

        Assert.False(receiver.Received.IsEmpty, "no telemetry arrived");
        Assert.DoesNotContain(key, app.WholeLog, StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Received, body => Holds(body, key));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder, "durable.db*").Select(File.ReadAllBytes), body => Holds(body, key));
        foreach (var container in new[] { "studies", "datasets", "models" })
        {
            var client = _azurite.Client.GetBlobContainerClient(container);
            await foreach (var blob in client.GetBlobsAsync(cancellationToken: _cancellation))
            {
                var content = await client.GetBlobClient(blob.Name).DownloadContentAsync(_cancellation);
                Assert.False(Holds(content.Value.Content.ToArray(), key), $"{container}/{blob.Name} holds the key");
            }
        }
    }

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool Holds(byte[] content, string key) => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key)) >= 0;

    private async Task<App> StartAsync(params (string, string)[] settings)
    {
        var app = new App(_azurite.ConnectionString, _folder, [("AZURE_FUNCTIONS_ENVIRONMENT", "Production"), .. settings]);
        await app.StartAsync(_cancellation);
        return app;
    }
}
