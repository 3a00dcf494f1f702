using System.Net;
using System.Text;
using System.Text.Json;
using FineTune.Testing;

namespace FineTune.EndToEnd.Telemetry;

/// <summary>A study is one trace, from the request that opens it to the blob calls of its segments, as an OTLP receiver sees it.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private readonly Azurite _azurite = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("traces-").FullName;

    [Fact]
    public async Task A_traceparent_of_the_callers_is_the_root_of_everything_that_follows()
    {
        using var receiver = new TelemetryReceiver();
        await using var app = new App(
            _azurite.ConnectionString, _folder,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "200"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        TinyModel.Write(Path.Combine(_folder, "model"), ToyData.Rows(60).Select(row => row.Text));
        await app.PutFolderAsync($"api/models/{TinyModel.Name}", Path.Combine(_folder, "model"));
        await app.PutAsync("api/datasets/traced/study.json", Workplace.Short);
        var uploaded = (await app.PutAsync("api/datasets/traced/train.csv", ToyData.Csv(90))).GetProperty("study").GetString()!;

        using var request = new HttpRequestMessage(HttpMethod.Post, "api/studies") { Content = new StringContent("""{"dataset":"traced","seed":5,"budget":{"trials":1},"searchSpace":{"epochs":1}}""", Encoding.UTF8) };
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var posted = JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("id").GetString()!;
        Assert.Equal("completed", (await app.WaitUntilOverAsync(uploaded)).Status());
        Assert.Equal("completed", (await app.WaitUntilOverAsync(posted)).Status());
        Assert.Equal(0, await app.DrainAsync());

        var spans = receiver.Spans;
        var own = spans.Where(span => span.Trace == Trace).ToList();
        var byId = own.ToDictionary(span => span.Id);
        string[] steps = ["open", "prepare", "plan", "segment", "conclude", "study"];
        Assert.Superset(steps.ToHashSet(), own.Where(span => span.Source == "FineTune.Functions").Select(span => span.Name).ToHashSet());
        Assert.Contains(own, span => span is { Source: "Microsoft.DurableTask", Name: "activity:TrainSegment" });
        var segments = own.Where(span => span is { Source: "FineTune.Functions", Name: "segment" }).ToList();
        Assert.All(segments, segment => Assert.Equal("activity:TrainSegment", byId[segment.Parent].Name));
        Assert.All(segments, segment => Assert.Contains(own, span => span.Source.StartsWith("Azure.Storage", StringComparison.Ordinal) && Above(span, byId).Contains(segment)));

        // The study that the upload opened is another trace, and one only.
        var other = spans.Where(span => span.Source == "FineTune.Functions" && span.Trace != Trace).ToList();
        Assert.Superset(steps.ToHashSet(), other.Select(span => span.Name).ToHashSet());
        Assert.Single(other.Select(span => span.Trace).Distinct());
    }

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static IEnumerable<SentSpan> Above(SentSpan span, Dictionary<string, SentSpan> byId)
    {
        for (var above = span; byId.TryGetValue(above.Parent, out above!);)
        {
            yield return above;
        }
    }
}
