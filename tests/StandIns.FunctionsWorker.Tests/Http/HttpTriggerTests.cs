using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StandIns.FunctionsWorker.Tests.Http;

public sealed class HttpTriggerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_function_gets_services_and_answers_with_an_action_result()
    {
        await using var app = await StartAsync();

        var answer = await app.Http.GetFromJsonAsync<JsonElement>("/api/Hello?name=Ada", Cancel);

        Assert.Equal("Hello, Ada", answer.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/api/things/7", "{\"id\":7,\"tag\":null,\"trace\":null,\"function\":\"Route\"}")]
    [InlineData("/api/things/7/red", "{\"id\":7,\"tag\":\"red\",\"trace\":null,\"function\":\"Route\"}")]
    public async Task Route_values_bind_by_name(string path, string expected)
    {
        await using var app = await StartAsync();

        Assert.Equal(expected, await app.Http.GetStringAsync(path, Cancel));
    }

    [Fact]
    public async Task A_catch_all_takes_the_rest_of_the_path()
    {
        await using var app = await StartAsync();

        Assert.Equal("set|a/b/c.csv", await app.Http.GetStringAsync("/api/files/set/a/b/c.csv", Cancel));
    }

    [Fact]
    public async Task A_value_that_breaks_the_routes_constraint_is_not_found()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/things/seven", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_method_is_refused()
    {
        await using var app = await StartAsync();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.Http.PostAsync("/api/Hello", null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_query_value_of_the_wrong_type_is_the_callers_mistake()
    {
        await using var app = await StartAsync();

        var response = await app.Http.GetAsync("/api/things/7?trace=nonsense", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("trace", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_body_binds_as_json_and_a_plain_object_is_the_answer()
    {
        await using var app = await StartAsync();

        var response = await app.Http.PostAsJsonAsync("/api/orders", new { item = "tea", count = 1 }, Cancel);

        Assert.Equal("{\"item\":\"tea\",\"count\":2}", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_the_callers_mistake()
    {
        await using var app = await StartAsync();

        var response = await app.Http.PostAsync("/api/orders", new StringContent("{ not json"), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_exception_gives_500_without_details_and_is_logged_and_the_host_lives_on()
    {
        await using var app = await StartAsync();

        var response = await app.Http.GetAsync("/api/Fail", Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", body, StringComparison.Ordinal);
        Assert.Contains(app.Log.Lines, line => line.Level == LogLevel.Error && line.Message.Contains("Functions.Fail", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/api/Hello", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Each_invocation_is_logged_at_start_and_end()
    {
        await using var app = await StartAsync();

        await app.Http.GetAsync("/api/Hello", Cancel);

        var lines = app.Log.Lines.Where(line => line.Category == "Function.Hello").ToList();
        Assert.Collection(
            lines,
            line => Assert.StartsWith("Executing 'Functions.Hello'", line.Message, StringComparison.Ordinal),
            line => Assert.StartsWith("Executed 'Functions.Hello' (Succeeded", line.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_large_upload_streams_through_the_function()
    {
        await using var app = await StartAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var content = new StreamContent(new PatternStream(256L * 1024 * 1024));
        var response = await app.Http.PutAsync("/api/upload", content, Cancel);

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(256L * 1024 * 1024, answer.GetProperty("length").GetInt64());
        Assert.Equal(Convert.ToHexString(await SHA256.HashDataAsync(new PatternStream(256L * 1024 * 1024), Cancel)), answer.GetProperty("sha256").GetString());
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64L * 1024 * 1024);
    }

    [Fact]
    public async Task Events_arrive_one_by_one_while_the_function_runs()
    {
        await using var app = await StartAsync();
        using var response = await app.Http.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal($"id: {i}", await reader.ReadLineAsync(Cancel));
            Assert.Equal($"data: event {i}", await reader.ReadLineAsync(Cancel));
            Assert.Equal(string.Empty, await reader.ReadLineAsync(Cancel));
            app.Get<EventGate>().Step();
        }
    }

    [Fact]
    public async Task A_function_without_aspnet_types_reads_and_writes_its_own()
    {
        await using var app = await StartAsync();

        var response = await app.Http.PostAsync("/api/Data", new StringContent("hi"), Cancel);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("POST", response.Headers.GetValues("x-method").Single());
        Assert.Equal("echo hi", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_empty_route_prefix_serves_from_the_root()
    {
        await using var app = await StartAsync("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""");

        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/Hello", Cancel)).StatusCode);
        Assert.Equal("root", await app.Http.GetStringAsync("/", Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/nowhere", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Browsers_of_the_origins_in_local_settings_may_call()
    {
        await using var app = await RunningApp.StartWithLocalSettingsAsync(
            [typeof(SampleHttpFunctions)], """{ "Host": { "CORS": "https://dash.example" } }""", Configure);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/Hello");
        request.Headers.Add("Origin", "https://dash.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");

        var response = await app.Http.SendAsync(request, Cancel);

        Assert.Equal("https://dash.example", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Middleware_runs_around_a_function()
    {
        await using var app = await RunningApp.StartAsync(
            [typeof(SampleHttpFunctions)],
            configure: builder =>
            {
                Configure(builder);
                builder.UseMiddleware(async (context, next) =>
                {
                    await next();
                    Microsoft.Azure.Functions.Worker.FunctionContextExtensions.GetHttpContext(context)!.Response.Headers["x-seen"] = context.FunctionDefinition.Name;
                });
            });

        var response = await app.Http.GetAsync("/api/Hello", Cancel);

        Assert.Equal("Hello", response.Headers.GetValues("x-seen").Single());
    }

    [Fact]
    public void Two_functions_on_one_route_are_a_configuration_error()
    {
        var error = Assert.Throws<HostConfigurationException>(() => RunningApp.Build([typeof(TwinRoutes)], """{ "version": "2.0" }"""));

        Assert.Contains("First", error.Message, StringComparison.Ordinal);
        Assert.Contains("Second", error.Message, StringComparison.Ordinal);
    }

    private static Task<RunningApp> StartAsync(string hostJson = """{ "version": "2.0" }""") =>
        RunningApp.StartAsync([typeof(SampleHttpFunctions)], hostJson, Configure);

    private static void Configure(FunctionsApplicationBuilder builder) =>
        builder.Services.AddSingleton<Greeter>().AddSingleton<EventGate>();
}
