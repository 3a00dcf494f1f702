using System.Text.Json;
using Azure.Storage.Blobs;
using FineTune.Testing;
using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StandIns.FunctionsWorker.Tests.Blobs;

/// <summary>Blob triggers against a real Azurite of the test's own.</summary>
public sealed class BlobTriggerTests(Azurite azurite) : IClassFixture<Azurite>
{
    private const string HostJson = """
        { "version": "2.0", "extensions": { "blobs": { "pollInterval": "00:00:00.1", "maxPollInterval": "00:00:00.2", "retryDelay": "00:00:00.05" } } }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_uploaded_blob_runs_the_function_with_its_tokens()
    {
        var witness = new BlobWitness();
        await using var app = await StartAsync<SampleBlobFunctions>(witness, "tokens");

        await UploadAsync("sets", "mail/train.v1.csv", "hello");

        // The container is shared with the other tests, and a new host sees what they left there.
        Assert.Equal("mail|train.v1|csv|hello|sets/mail/train.v1.csv", await NextOfAsync(witness, "mail"));
    }

    [Fact]
    public async Task The_same_etag_runs_once_over_restarts_and_a_new_etag_runs_again()
    {
        var witness = new BlobWitness();
        await UploadAsync("sets", "once/a.csv", "1");
        await using (await StartAsync<SampleBlobFunctions>(witness, "once"))
        {
            await NextOfAsync(witness, "once");
        }

        await using var app = await StartAsync<SampleBlobFunctions>(witness, "once");
        await UploadAsync("sets", "once/b.csv", "2");
        Assert.Equal("once|b|csv|2|sets/once/b.csv", await NextOfAsync(witness, "once"));
        await UploadAsync("sets", "once/a.csv", "3");
        Assert.Equal("once|a|csv|3|sets/once/a.csv", await NextOfAsync(witness, "once"));
    }

    [Fact]
    public async Task Two_hosts_side_by_side_run_a_blob_once()
    {
        var witness = new BlobWitness();
        await using var first = await StartAsync<SampleBlobFunctions>(witness, "pair");
        await using var second = await StartAsync<SampleBlobFunctions>(witness, "pair");

        for (var i = 0; i < 10; i++)
        {
            await UploadAsync("sets", $"pair{i}/a.csv", "x");
        }

        var seen = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            seen.Add(await NextOfAsync(witness, "pair"));
        }

        await UploadAsync("sets", "last/a.csv", "x");
        await NextOfAsync(witness, "last");
        Assert.Equal(10, seen.Distinct().Count());
        Assert.False(witness.TryNext(out var again) && again!.StartsWith("pair", StringComparison.Ordinal), again);
    }

    [Fact]
    public async Task A_function_that_fails_twice_is_tried_again_until_it_succeeds()
    {
        var witness = new BlobWitness();
        witness.Failures["shaky"] = 2;
        await using var app = await StartAsync<SampleBlobFunctions>(witness, "shaky");

        await UploadAsync("sets", "shaky/a.csv", "x");

        for (var i = 0; i < 3; i++)
        {
            await NextOfAsync(witness, "shaky");
        }

        Assert.Equal(0, witness.Failures["shaky"]);
    }

    [Fact]
    public async Task After_five_attempts_a_poison_record_says_why()
    {
        var witness = new BlobWitness();
        witness.Failures["bad"] = int.MaxValue;
        await using var app = await StartAsync<SampleBlobFunctions>(witness, "poison");

        await UploadAsync("sets", "bad/a.csv", "x");
        var record = await PoisonAsync("ByClient/sets/bad/a.csv/");

        Assert.Equal("Host.Functions.ByClient", record.GetProperty("FunctionId").GetString());
        Assert.Equal("sets", record.GetProperty("ContainerName").GetString());
        Assert.Equal("bad/a.csv", record.GetProperty("BlobName").GetString());
        Assert.Equal(5, record.GetProperty("Attempts").GetInt32());
        Assert.Contains("bad is broken", record.GetProperty("Reason").GetString(), StringComparison.Ordinal);
        var runs = 0;
        while (witness.TryNext(out var what))
        {
            runs += what!.StartsWith("bad", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.Equal(5, runs);
    }

    [Fact]
    public async Task Content_binds_to_text_streams_and_objects()
    {
        var witness = new BlobWitness();
        await UploadAsync("others", "s1", "other");
        await using var app = await StartAsync<ContentFunctions>(witness, "content");

        await UploadAsync("texts", "t1", "words");
        Assert.Equal("t1=words@/devstoreaccount1/texts/t1", await witness.NextAsync());
        await UploadAsync("streams", "s1", "flow");
        Assert.Equal("flow+other+x", await witness.NextAsync());
        await UploadAsync("objects", "o1.json", """{"size":7}""");
        Assert.Equal("7", await witness.NextAsync());
    }

    [Fact]
    public void A_missing_connection_setting_is_a_configuration_error()
    {
        var error = Assert.Throws<HostConfigurationException>(() =>
            RunningApp.Build([typeof(SampleBlobFunctions)], HostJson, builder => builder.Services.AddSingleton<BlobWitness>()));

        Assert.Contains("AzureWebJobsStorage", error.Message, StringComparison.Ordinal);
    }

    private Task<RunningApp> StartAsync<T>(BlobWitness witness, string hostId) => RunningApp.StartAsync(
        [typeof(T)],
        HostJson,
        builder => builder.Services.AddSingleton(witness),
        $"--AzureWebJobsStorage={azurite.ConnectionString}",
        $"--AzureFunctionsWebHost:hostid={hostId}");

    private async Task UploadAsync(string container, string name, string text)
    {
        var client = azurite.Client.GetBlobContainerClient(container);
        await client.CreateIfNotExistsAsync(cancellationToken: Cancel);
        await client.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true, Cancel);
    }

    private static async Task<string> NextOfAsync(BlobWitness witness, string prefix)
    {
        while (true)
        {
            var seen = await witness.NextAsync();
            if (seen.StartsWith(prefix, StringComparison.Ordinal))
            {
                return seen;
            }
        }
    }

    private async Task<JsonElement> PoisonAsync(string prefix)
    {
        var container = azurite.Client.GetBlobContainerClient(PoisonBlobs.ContainerName);
        return await Eventually.GetAsync(async () =>
        {
            if (await container.ExistsAsync(Cancel))
            {
                await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: Cancel))
                {
                    var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(Cancel);
                    return (JsonElement?)JsonDocument.Parse(content.Value.Content).RootElement;
                }
            }

            return null;
        });
    }
}
