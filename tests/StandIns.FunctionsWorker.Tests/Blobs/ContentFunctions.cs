using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace StandIns.FunctionsWorker.Tests.Blobs;

/// <summary>Functions that take a blob's content.</summary>
public sealed class ContentFunctions(BlobWitness witness)
{
    [Function("AsText")]
    public void AsText([BlobTrigger("texts/{name}")] string text, string name, Uri uri) => witness.See($"{name}={text}@{uri.AbsolutePath}");

    [Function("AsStream")]
    public async Task AsStream(
        [BlobTrigger("streams/{name}")] Stream stream, [BlobInput("others/{name}")] string other, [BlobInput("others/x")] BlobClient client)
    {
        using var reader = new StreamReader(stream);
        witness.See($"{await reader.ReadToEndAsync()}+{other}+{client.Name}");
    }

    [Function("AsObject")]
    public void AsObject([BlobTrigger("objects/{name}.json")] Thing thing, byte[]? nothing = null) => witness.See($"{thing.Size}{nothing?.Length}");

    public sealed record Thing(int Size);
}
