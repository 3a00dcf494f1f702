using System.Net.Http.Json;
using System.Text.Json;

namespace StandIns.FunctionsWorker.Tests.Processes;

public sealed class AppProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functions-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_drain_ends_with_zero_keeps_the_activitys_answer_and_the_study_goes_on_after_a_restart()
    {
        WriteHostJson("""{ "version": "2.0" }""");
        Uri status;
        await using (var app = AppProcess.Start(_folder.FullName, "--port", "0"))
        {
            using var http = new HttpClient { BaseAddress = await app.AddressAsync() };
            var links = await (await http.PostAsync("/api/start/one", null, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
            status = new Uri(links.GetProperty("statusQueryGetUri").GetString()!);
            using var events = await http.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Cancel);
            await app.SaysAsync("first began");

            app.Terminate();

            Assert.Equal(0, await app.ExitCodeAsync());
            Assert.Contains("first was told", app.Output);
            Assert.Empty(app.Errors);
        }

        await using var again = AppProcess.Start(_folder.FullName, "--port", "0");
        using var client = new HttpClient { BaseAddress = await again.AddressAsync() };
        var view = await Eventually.GetAsync(async () =>
        {
            var answer = await client.GetAsync(status.PathAndQuery, Cancel);
            return answer.StatusCode == System.Net.HttpStatusCode.OK ? (JsonElement?)await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel) : null;
        });
        Assert.Equal("preempted, second", view.GetProperty("output").GetString());
    }

    [Fact]
    public async Task The_functions_are_listed_at_start()
    {
        WriteHostJson("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""");
        await using var app = AppProcess.Start(_folder.FullName, "--port", "0");

        var address = await app.AddressAsync();

        await Eventually.IsTrueAsync(() => app.Output.Any(line => line.EndsWith("Wait: orchestrationTrigger", StringComparison.Ordinal)));
        Assert.Contains(app.Output, line => line.EndsWith($"Start: [POST] {address}start/{{id}}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broken_host_json_is_one_line_and_an_exit_code()
    {
        WriteHostJson("{ \"version\": \"2.0\",\n \"extensions\": }");
        await using var app = AppProcess.Start(_folder.FullName);

        Assert.Equal(2, await app.ExitCodeAsync());
        var line = Assert.Single(app.Errors);
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains("host.json, line 2", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_an_exit_code()
    {
        WriteHostJson("""{ "version": "2.0" }""");
        await using var first = AppProcess.Start(_folder.FullName, "--port", "0");
        var address = await first.AddressAsync();

        await using var second = AppProcess.Start(_folder.FullName, "--port", $"{address.Port}");

        Assert.Equal(2, await second.ExitCodeAsync());
        Assert.Contains("--port", Assert.Single(second.Errors), StringComparison.Ordinal);
    }

    private void WriteHostJson(string text) => File.WriteAllText(Path.Combine(_folder.FullName, "host.json"), text);
}
