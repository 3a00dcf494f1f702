using System.Net;
using System.Text.Json;
using FineTune.Testing;
using Microsoft.Extensions.DependencyInjection;
using StandIns.FunctionsWorker.Tests.Durable;
using StandIns.FunctionsWorker.Tests.Http;

namespace StandIns.FunctionsWorker.Tests.Keys;

/// <summary>Keys outside of development, kept in a real Azurite.</summary>
public sealed class FunctionKeyTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_key_a_function_answers_401_and_with_one_it_runs()
    {
        await using var app = await StartAsync("keys1");

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Http.GetAsync("/api/Guarded", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Http.GetAsync("/api/Guarded?code=wrong", Cancel)).StatusCode);
        var keys = await KeysAsync("keys1");
        Assert.Equal("in", await app.Http.GetStringAsync($"/api/Guarded?code={keys.Function}", Cancel));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/Guarded");
        request.Headers.Add("x-functions-key", keys.Master);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.SendAsync(request, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync("/api/Hello", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Admin_functions_take_the_master_key_only()
    {
        await using var app = await StartAsync("keys2");
        await app.Http.GetAsync("/api/Guarded?code=wrong", Cancel);

        var keys = await KeysAsync("keys2");

        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Http.GetAsync($"/api/admins?code={keys.Function}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Http.GetAsync($"/api/admins?code={keys.Master}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Management_routes_take_the_system_key_which_their_links_carry()
    {
        await using var app = await StartAsync("keys3");
        var accepted = await app.Http.PostAsync("/api/start/k", null, Cancel);
        using var links = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync(Cancel));

        var link = new Uri(links.RootElement.GetProperty("statusQueryGetUri").GetString()!);

        var withoutKey = await app.Http.GetAsync(link.AbsolutePath, Cancel);
        var withKey = await app.Http.GetAsync(link.PathAndQuery, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, withoutKey.StatusCode);
        Assert.True(withKey.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Keys_outlive_the_host()
    {
        await using (var first = await StartAsync("keys4"))
        {
            await first.Http.GetAsync("/api/Guarded?code=wrong", Cancel);
        }

        var keys = await KeysAsync("keys4");
        await using var second = await StartAsync("keys4");

        Assert.Equal(HttpStatusCode.OK, (await second.Http.GetAsync($"/api/Guarded?code={keys.Function}", Cancel)).StatusCode);
    }

    private Task<RunningApp> StartAsync(string hostId) => RunningApp.StartAsync(
        [typeof(SampleHttpFunctions), typeof(SampleDurableFunctions)],
        configure: builder => builder.Services.AddSingleton<Greeter>().AddSingleton<EventGate>().AddSingleton<ActivityWitness>(),
        args: ["--environment", "Production", $"--AzureWebJobsStorage={azurite.ConnectionString}", $"--AzureFunctionsWebHost:hostid={hostId}"]);

    private async Task<(string Master, string Function)> KeysAsync(string hostId)
    {
        var blob = azurite.Client.GetBlobContainerClient("azure-webjobs-secrets").GetBlobClient($"{hostId}/host.json");
        using var keys = JsonDocument.Parse((await blob.DownloadContentAsync(Cancel)).Value.Content);
        return (
            keys.RootElement.GetProperty("masterKey").GetProperty("value").GetString()!,
            keys.RootElement.GetProperty("functionKeys")[0].GetProperty("value").GetString()!);
    }
}
