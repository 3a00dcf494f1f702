using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace FineTune.Functions.Storage;

/// <summary>A name of a dataset, a model, a study or a file that has passed the one grammar for names that reach storage.</summary>
/// <remarks>
/// 1 to 96 of <c>A-Z a-z 0-9 . _ -</c>, beginning with a letter or digit, not ending with a dot, without two dots in a row, and
/// no name that an operating system reserves. So no name can leave its folder in storage or on a host's disk.
/// </remarks>
public readonly partial record struct ResourceName
{
    private ResourceName(string value) => Value = value;

    /// <summary>The grammar in words, for problem reports.</summary>
    public const string Grammar =
        "Use 1 to 96 letters, digits, '.', '_' or '-', beginning with a letter or digit, without '..' and not a reserved device name.";

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <summary>Reads a name; false when it breaks the grammar.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ResourceName name)
    {
        name = default;
        if (text is null || !Pattern().IsMatch(text) || text.Contains("..", StringComparison.Ordinal) || IsReserved(text))
        {
            return false;
        }

        name = new ResourceName(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsReserved(string text)
    {
        var stem = text.Split('.')[0].ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" || ReservedPort().IsMatch(stem);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?\z")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\A(?:COM|LPT)[0-9]\z")]
    private static partial Regex ReservedPort();
}
