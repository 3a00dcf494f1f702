using FineTune.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StandIns.FunctionsWorker.Tests.Blobs;

/// <summary>Storage that goes away and comes back, on an Azurite that no other test uses.</summary>
public sealed class BlobOutageTests(Azurite azurite) : IClassFixture<Azurite>
{
    [Fact]
    public async Task Storage_that_is_away_is_a_warning_and_blobs_run_when_it_is_back()
    {
        var connection = azurite.ConnectionString;
        await azurite.StopAsync();
        var witness = new BlobWitness();
        await using var app = await RunningApp.StartAsync(
            [typeof(SampleBlobFunctions)],
            """{ "version": "2.0", "extensions": { "blobs": { "pollInterval": "00:00:00.1" } } }""",
            builder => builder.Services.AddSingleton(witness),
            $"--AzureWebJobsStorage={connection}");
        await Eventually.IsTrueAsync(() => app.Log.Lines.Any(line =>
            line.Level == LogLevel.Warning && line.Message.Contains("cannot look into container sets", StringComparison.Ordinal)));

        await azurite.RestartAsync();
        var container = azurite.Client.GetBlobContainerClient("sets");
        await container.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await container.GetBlobClient("back/a.csv").UploadAsync(BinaryData.FromString("x"), TestContext.Current.CancellationToken);

        Assert.StartsWith("back|a|csv", await witness.NextAsync(), StringComparison.Ordinal);
    }
}
