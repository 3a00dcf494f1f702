using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StandIns.FunctionsWorker.Tests.Durable;

public sealed class DurableTests
{
    private const string HostJson = """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "Tests" } } }""";
    private const string Instances = "/runtime/webhooks/durabletask/instances";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_orchestration_started_over_http_fans_out_and_its_links_lead_to_the_result()
    {
        var witness = new ActivityWitness();
        await using var app = await StartAsync(witness);

        var accepted = await app.Http.PostAsync("/api/start/one", null, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var links = await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal("one", links.GetProperty("id").GetString());
        Assert.Contains("/runtime/webhooks/durabletask/instances/one/raiseEvent/{eventName}?taskHub=Tests", links.GetProperty("sendEventPostUri").GetString(), StringComparison.Ordinal);
        var status = await EndedAsync(app, links.GetProperty("statusQueryGetUri").GetString()!);
        Assert.Equal("Completed", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal("Squares", status.GetProperty("name").GetString());
        Assert.Equal(14, status.GetProperty("output").GetInt32());
        Assert.Equal("squaring", status.GetProperty("customStatus").GetProperty("phase").GetString());
        var seen = new[] { await witness.NextAsync(), await witness.NextAsync(), await witness.NextAsync() };
        Assert.Equal(["one:1:Square", "one:2:Square", "one:3:Square"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_orchestrator_is_logged_once_however_often_it_replays()
    {
        await using var app = await StartAsync(new ActivityWitness());

        await StartInstanceAsync(app, "Squares", "logged", """{"Count":3}""");
        await EndedAsync(app, $"{Instances}/logged");

        var lines = app.Log.Lines.Where(line => line.Category == "Function.Squares" && line.Level == LogLevel.Information).ToList();
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task Events_suspension_and_termination_work_over_the_management_routes()
    {
        await using var app = await StartAsync(new ActivityWitness());
        await StartInstanceAsync(app, "AwaitGo", "w1");

        Assert.Equal(HttpStatusCode.Accepted, (await app.Http.GetAsync($"{Instances}/w1", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(app, "w1/suspend?reason=lunch"));
        await StatusAsync(app, "w1", "Suspended");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(app, "w1/resume"));
        await StatusAsync(app, "w1", "Running");
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(app, "w1/raiseEvent/go", "not json"));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(app, "w1/raiseEvent/go", "\"now\""));
        Assert.Equal("now", (await EndedAsync(app, $"{Instances}/w1")).GetProperty("output").GetString());
        Assert.Equal(HttpStatusCode.Gone, await PostAsync(app, "w1/raiseEvent/go", "1"));

        await StartInstanceAsync(app, "AwaitGo", "w2");
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(app, "w2/terminate?reason=enough"));
        var ended = await EndedAsync(app, $"{Instances}/w2");
        Assert.Equal("Terminated", ended.GetProperty("runtimeStatus").GetString());
        Assert.Equal("enough", ended.GetProperty("output").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(app, "nobody/terminate"));
    }

    [Fact]
    public async Task Instances_are_listed_in_pages_filtered_restarted_and_purged()
    {
        await using var app = await StartAsync(new ActivityWitness());
        for (var i = 0; i < 3; i++)
        {
            await StartInstanceAsync(app, "AwaitGo", $"list{i}");
        }

        await PostAsync(app, "list0/raiseEvent/go", "\"x\"");
        await EndedAsync(app, $"{Instances}/list0");
        var page = await app.Http.GetAsync($"{Instances}?top=2", Cancel);
        Assert.Equal(2, (await page.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetArrayLength());
        using var next = new HttpRequestMessage(HttpMethod.Get, $"{Instances}?top=2");
        next.Headers.Add("x-ms-continuation-token", page.Headers.GetValues("x-ms-continuation-token"));
        Assert.Equal(1, (await (await app.Http.SendAsync(next, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetArrayLength());
        var done = await app.Http.GetFromJsonAsync<JsonElement>($"{Instances}?runtimeStatus=Completed", Cancel);
        Assert.Equal("list0", Assert.Single(done.EnumerateArray()).GetProperty("instanceId").GetString());

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(app, "list0/restart?restartWithNewInstanceId=false"));
        await PostAsync(app, "list0/raiseEvent/go", "\"y\"");
        Assert.Equal("y", (await EndedAsync(app, $"{Instances}/list0")).GetProperty("output").GetString());
        var purged = await app.Http.DeleteFromJsonAsync<JsonElement>($"{Instances}/list0", Cancel);
        Assert.Equal(1, purged.GetProperty("instancesDeleted").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync($"{Instances}/list0", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_failure_shows_its_reason_and_its_history()
    {
        await using var app = await StartAsync(new ActivityWitness());

        await StartInstanceAsync(app, "Failing", "f");
        var status = await EndedAsync(app, $"{Instances}/f?showHistory=true");

        Assert.Equal("Failed", status.GetProperty("runtimeStatus").GetString());
        Assert.Contains("Throw threw", status.GetProperty("output").GetString(), StringComparison.Ordinal);
        var events = status.GetProperty("historyEvents").EnumerateArray().ToList();
        Assert.Equal(["ExecutionStarted", "TaskFailed", "ExecutionCompleted"], events.Select(entry => entry.GetProperty("EventType").GetString()));
        Assert.Equal("Throw", events[1].GetProperty("FunctionName").GetString());
        var again = await app.Http.GetAsync($"{Instances}/f?returnInternalServerErrorOnFailure=true", Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, again.StatusCode);
    }

    [Fact]
    public async Task A_drain_tells_activities_and_keeps_what_they_return()
    {
        var witness = new ActivityWitness();
        var app = await StartAsync(witness);
        await StartInstanceAsync(app, "Endless", "drained");
        Assert.Equal("patient began", await witness.NextAsync());

        await app.StopAsync();

        Assert.Equal("patient was told", await witness.NextAsync());
        await app.DisposeAsync();
    }

    [Fact]
    public async Task An_activity_over_the_time_limit_fails_its_orchestration()
    {
        await using var app = await StartAsync(
            new ActivityWitness(), """{ "version": "2.0", "functionTimeout": "00:00:00.2", "extensions": { "durableTask": { "hubName": "Tests" } } }""");

        await StartInstanceAsync(app, "SlowParent", "slow");
        var status = await EndedAsync(app, $"{Instances}/slow");

        Assert.Equal("Failed", status.GetProperty("runtimeStatus").GetString());
        Assert.Contains("Timeout value of 00:00:00.2000000 exceeded", status.GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_orchestrator_is_refused()
    {
        await using var app = await StartAsync(new ActivityWitness());

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Http.PostAsync("/runtime/webhooks/durabletask/orchestrators/Nobody", null, Cancel)).StatusCode);
    }

    private static Task<RunningApp> StartAsync(ActivityWitness witness, string hostJson = HostJson) =>
        RunningApp.StartAsync([typeof(SampleDurableFunctions)], hostJson, builder => builder.Services.AddSingleton(witness));

    private static async Task StartInstanceAsync(RunningApp app, string name, string id, string body = "")
    {
        var response = await app.Http.PostAsync($"/runtime/webhooks/durabletask/orchestrators/{name}/{id}", new StringContent(body), Cancel);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static async Task<HttpStatusCode> PostAsync(RunningApp app, string path, string? body = null) =>
        (await app.Http.PostAsync($"{Instances}/{path}", body is null ? null : new StringContent(body), Cancel)).StatusCode;

    private static async Task<JsonElement> EndedAsync(RunningApp app, string address) => await Eventually.GetAsync(async () =>
    {
        var response = await app.Http.GetAsync(address, Cancel);
        return response.StatusCode == HttpStatusCode.Accepted ? null : (JsonElement?)await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    });

    private static async Task StatusAsync(RunningApp app, string id, string status) => await Eventually.GetAsync(async () =>
    {
        var view = await app.Http.GetFromJsonAsync<JsonElement>($"{Instances}/{id}", Cancel);
        return view.GetProperty("runtimeStatus").GetString() == status ? (bool?)true : null;
    });
}
