using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace FineTune.Functions.Storage;

/// <summary>The identity of a study: also the id of its orchestration and the folder of its blobs.</summary>
public readonly record struct StudyId
{
    private const int MaxStem = 40;

    private StudyId(string value) => Value = value;

    /// <summary>The id.</summary>
    public string Value { get; }

    /// <summary>The id of the study that an upload opens: the same blob with the same ETag always gives the same id.</summary>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="blobName">The blob's name inside the container.</param>
    /// <param name="etag">The blob's ETag.</param>
    public static StudyId ForUpload(string dataset, string blobName, string etag) => Derive(dataset, $"upload\n{blobName}\n{etag}");

    /// <summary>The id of the study that a request with an idempotency key opens.</summary>
    /// <param name="dataset">The dataset's name.</param>
    /// <param name="key">The value of the request's <c>Idempotency-Key</c>.</param>
    public static StudyId ForIdempotencyKey(string dataset, string key) => Derive(dataset, $"key\n{key}");

    /// <summary>A new id, for a request that names no key.</summary>
    /// <param name="dataset">The dataset's name.</param>
    public static StudyId New(string dataset) => Derive(dataset, $"new\n{Guid.NewGuid():N}");

    /// <summary>Reads an id from a route; false when it breaks the grammar for names or is a folder of the store's own.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StudyId id)
    {
        id = default;
        if (!ResourceName.TryParse(text, out var name) || StudyPaths.IsReserved(name.Value))
        {
            return false;
        }

        id = new StudyId(name.Value);
        return true;
    }

    /// <summary>An id that the product itself wrote (an orchestration's input, a blob's path).</summary>
    /// <exception cref="FormatException">The text breaks the grammar.</exception>
    public static StudyId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no study id. {ResourceName.Grammar}");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static StudyId Derive(string dataset, string identity)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{dataset}\n{identity}")));
        var stem = dataset.Length <= MaxStem ? dataset : dataset[..MaxStem];
        return new StudyId($"{stem.TrimEnd('.')}-{hash[..10]}");
    }
}
