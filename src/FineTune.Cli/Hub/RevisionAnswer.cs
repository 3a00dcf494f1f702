using System.Text.Json.Serialization;

namespace FineTune.Cli.Hub;

/// <summary>The hub's answer about a revision.</summary>
/// <param name="Sha">The commit that it stands for.</param>
/// <param name="Siblings">The files of that commit.</param>
internal sealed record RevisionAnswer([property: JsonPropertyName("sha")] string? Sha, [property: JsonPropertyName("siblings")] IReadOnlyList<RevisionAnswer.Sibling>? Siblings)
{
    /// <summary>A file of the commit.</summary>
    /// <param name="Name">Its path in the repository.</param>
    internal sealed record Sibling([property: JsonPropertyName("rfilename")] string? Name);
}
