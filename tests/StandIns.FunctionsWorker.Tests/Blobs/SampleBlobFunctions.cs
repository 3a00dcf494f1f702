using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Blobs;

/// <summary>Blob functions of several shapes.</summary>
public sealed class SampleBlobFunctions(BlobWitness witness)
{
    [Function("ByClient")]
    public async Task ByClient(
        [BlobTrigger("sets/{name}/{file}.{ext}")] BlobClient blob, string name, string file, string ext, FunctionContext context)
    {
        var content = await blob.DownloadContentAsync(context.CancellationToken);
        witness.See($"{name}|{file}|{ext}|{content.Value.Content}|{context.BindingContext.BindingData["BlobTrigger"]}");
        witness.MayFail(name);
    }
}
