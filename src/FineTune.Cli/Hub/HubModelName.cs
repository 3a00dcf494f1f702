using System.Text.RegularExpressions;

namespace FineTune.Cli.Hub;

/// <summary>A model of the Hugging Face hub, as a user names it: <c>{owner}/{name}[@{revision}]</c>.</summary>
/// <param name="Repository">Owner and name; old models have a name only.</param>
/// <param name="Revision">A branch, tag or commit.</param>
public sealed partial record HubModelName(string Repository, string Revision)
{
    /// <summary>The name without its owner.</summary>
    public string ShortName => Repository[(Repository.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Reads a name.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <returns>The name.</returns>
    /// <exception cref="CommandFailedException">It is no name of a model.</exception>
    public static HubModelName Parse(string text)
    {
        var match = Shape().Match(text);
        return match.Success && !text.Contains("..", StringComparison.Ordinal)
            ? new HubModelName(match.Groups["repository"].Value, match.Groups["revision"] is { Success: true } revision ? revision.Value : "main")
            : throw new CommandFailedException($"'{text}' is no model of the hub; write owner/name or owner/name@revision, for example distilbert/distilbert-base-uncased@main");
    }

    [GeneratedRegex(@"^(?<repository>[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?)(@(?<revision>[\w][\w./-]*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
