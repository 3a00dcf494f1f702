using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>
/// A blob path with tokens, such as <c>datasets/{name}/{file}.{ext}</c>. A token takes as much as it can (slashes
/// included); <c>{{</c> and <c>}}</c> stand for braces; the container has no tokens.
/// </summary>
internal sealed partial class BlobPathPattern
{
    private readonly List<(string Text, bool IsToken)> _parts = [];
    private readonly Regex _regex;

    private BlobPathPattern(string container, List<(string Text, bool IsToken)> parts)
    {
        Container = container;
        _parts = parts;
        var pattern = string.Concat(parts.Select(part => part.IsToken ? $"(?<{part.Text}>.*)" : Regex.Escape(part.Text)));
        _regex = new Regex($"\\A{pattern}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    public string Container { get; }

    /// <summary>What every matching name begins with.</summary>
    public string Prefix => _parts is [(var text, false), ..] ? text : string.Empty;

    /// <summary>Whether there is a blob part at all.</summary>
    public bool HasBlob => _parts.Count > 0;

    public static BlobPathPattern Parse(string path, string function)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? path : path[..slash];
        if (!ContainerName().IsMatch(container))
        {
            throw Wrong(path, function, $"\"{container}\" is no container name (3 to 63 lower-case letters, digits and single hyphens, no tokens)");
        }

        return new BlobPathPattern(container, slash < 0 ? [] : Split(path[(slash + 1)..], reason => Wrong(path, function, reason)));
    }

    /// <summary>The tokens' values if the name matches, else null.</summary>
    public Dictionary<string, object?>? Match(string blobName)
    {
        var match = _regex.Match(blobName);
        if (!match.Success)
        {
            return null;
        }

        return _parts.Where(part => part.IsToken)
            .ToDictionary(part => part.Text, part => (object?)match.Groups[part.Text].Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The blob's name with the tokens filled in.</summary>
    /// <exception cref="Functions.BindingException">A token has no value.</exception>
    public string Fill(IReadOnlyDictionary<string, object?> values) => string.Concat(_parts.Select(part =>
        !part.IsToken ? part.Text
        : values.TryGetValue(part.Text, out var value) && value is not null ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
        : throw new Functions.BindingException($"The blob path's token {{{part.Text}}} has no value.")));

    private static List<(string Text, bool IsToken)> Split(string template, Func<string, HostConfigurationException> wrong)
    {
        var parts = new List<(string Text, bool IsToken)>();
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var character = template[i];
            if (character is '{' or '}' && i + 1 < template.Length && template[i + 1] == character)
            {
                text.Append(character);
                i++;
            }
            else if (character == '{')
            {
                var end = template.IndexOf('}', i);
                var name = end < 0 ? string.Empty : template[(i + 1)..end];
                if (!TokenName().IsMatch(name) || parts.Any(part => part.IsToken && part.Text == name))
                {
                    throw wrong($"the token at position {i + 1} is unfinished, misnamed or there twice");
                }

                Flush(parts, text);
                parts.Add((name, true));
                i = end;
            }
            else if (character == '}')
            {
                throw wrong($"a brace closes at position {i + 1} that was not opened");
            }
            else
            {
                text.Append(character);
            }
        }

        Flush(parts, text);
        return parts;
    }

    private static void Flush(List<(string Text, bool IsToken)> parts, StringBuilder text)
    {
        if (text.Length > 0)
        {
            parts.Add((text.ToString(), false));
            text.Clear();
        }
    }

    private static HostConfigurationException Wrong(string path, string function, string reason) =>
        new($"Function \"{function}\": the blob path \"{path}\" is wrong: {reason}.");

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$|^\\$(root|web)$")]
    private static partial Regex ContainerName();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex TokenName();
}
