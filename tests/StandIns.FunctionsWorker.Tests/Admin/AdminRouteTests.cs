using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FineTune.Testing;
using Microsoft.Extensions.DependencyInjection;
using StandIns.FunctionsWorker.Tests.Blobs;

namespace StandIns.FunctionsWorker.Tests.Admin;

public sealed class AdminRouteTests(Azurite azurite) : IClassFixture<Azurite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_host_tells_its_state_and_its_functions()
    {
        await using var app = await StartAsync(new BlobWitness());

        var status = await app.Http.GetFromJsonAsync<JsonElement>("/admin/host/status", Cancel);
        var functions = await app.Http.GetFromJsonAsync<JsonElement>("/admin/functions", Cancel);

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal("blobTrigger", Assert.Single(functions.EnumerateArray()).GetProperty("trigger").GetString());
    }

    [Fact]
    public async Task A_blob_function_runs_by_hand_for_a_blob_it_was_done_with()
    {
        var container = azurite.Client.GetBlobContainerClient("sets");
        await container.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await container.GetBlobClient("hand/a.csv").UploadAsync(BinaryData.FromString("x"), Cancel);
        var witness = new BlobWitness();
        await using var app = await StartAsync(witness);
        await witness.NextAsync();

        var response = await app.Http.PostAsJsonAsync("/admin/functions/ByClient", new { input = "sets/hand/a.csv" }, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.StartsWith("hand|a|csv", await witness.NextAsync(), StringComparison.Ordinal);
        var wrong = await app.Http.PostAsJsonAsync("/admin/functions/ByClient", new { input = "elsewhere/a.csv" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private Task<RunningApp> StartAsync(BlobWitness witness) => RunningApp.StartAsync(
        [typeof(SampleBlobFunctions)],
        configure: builder => builder.Services.AddSingleton(witness),
        args: $"--AzureWebJobsStorage={azurite.ConnectionString}");
}
