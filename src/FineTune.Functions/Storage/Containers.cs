using Azure.Storage.Blobs;

namespace FineTune.Functions.Storage;

/// <summary>The three containers of the product, made on first use.</summary>
public sealed class Containers(BlobServiceClient service)
{
    private volatile bool _created;

    /// <summary>The name of the container that uploads of data go to; the blob trigger watches it.</summary>
    public const string DatasetsName = "datasets";

    /// <summary>The name of the container of pretrained models.</summary>
    public const string ModelsName = "models";

    /// <summary>The name of the container of everything that studies write.</summary>
    public const string StudiesName = "studies";

    /// <summary>What users upload: <c>{name}/{file}</c> or <c>{name}.csv|jsonl|zip</c>.</summary>
    public BlobContainerClient Datasets { get; } = service.GetBlobContainerClient(DatasetsName);

    /// <summary>Pretrained models as Hugging Face lays them out: <c>{name}/{file}</c>.</summary>
    public BlobContainerClient Models { get; } = service.GetBlobContainerClient(ModelsName);

    /// <summary>Studies, the index of segments and prepared datasets.</summary>
    public BlobContainerClient Studies { get; } = service.GetBlobContainerClient(StudiesName);

    /// <summary>Where storage is, for the health report (no secrets in it).</summary>
    public string Endpoint => service.Uri.GetLeftPart(UriPartial.Path);

    /// <summary>Makes the containers if they are absent; cheap after the first time.</summary>
    public async Task EnsureCreatedAsync(CancellationToken cancellation = default)
    {
        if (_created)
        {
            return;
        }

        await Datasets.CreateIfNotExistsAsync(cancellationToken: cancellation).ConfigureAwait(false);
        await Models.CreateIfNotExistsAsync(cancellationToken: cancellation).ConfigureAwait(false);
        await Studies.CreateIfNotExistsAsync(cancellationToken: cancellation).ConfigureAwait(false);
        _created = true;
    }
}
