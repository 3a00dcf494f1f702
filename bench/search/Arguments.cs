using System.Globalization;

namespace FineTune.Search.Bench;

/// <summary>A command and its --name value pairs.</summary>
internal sealed class Arguments(string[] args)
{
    public string Command { get; } = args.Length > 0 ? args[0] : string.Empty;

    public string Text(string name, string otherwise)
    {
        var at = Array.IndexOf(args, "--" + name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }

    public int Number(string name, int otherwise) => int.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    public IReadOnlyList<int> Numbers(string name, string otherwise) => [.. List(name, otherwise).Select(cell => int.Parse(cell, CultureInfo.InvariantCulture))];

    public IReadOnlyList<string> List(string name, string otherwise) => Text(name, otherwise).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
