using System.Reflection;

namespace StandIns.Surface;

/// <summary>Compares a stand-in's public members with the lists of the real package's.</summary>
/// <remarks>
/// A member has to be in a list with its parameter names and defaults; a property may have fewer accessors than the real
/// one, and a type may be closed where the real one is open.
/// </remarks>
internal static class SurfaceComparison
{
    /// <summary>The stand-in's members that are in no list and not allowed; empty is right.</summary>
    /// <param name="standIn">The assembly that stands in.</param>
    /// <param name="lists">The lists of the real packages' members.</param>
    /// <param name="allowed">IDs (without what follows <c>  | </c>) that may differ, each with its reason.</param>
    internal static IReadOnlyList<string> Differences(Assembly standIn, IEnumerable<string> lists, IReadOnlyDictionary<string, string> allowed)
    {
        var real = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in lists.SelectMany(File.ReadLines).Where(line => line.Length > 0))
        {
            var (id, rest) = Split(line);
            if (!real.TryGetValue(id, out var forms))
            {
                real[id] = forms = [];
            }

            forms.Add(rest);
        }

        return [.. PublicSurface.Of(standIn).Where(line => !Fits(line, real) && !allowed.ContainsKey(Split(line).Id)).Select(line => Explain(line, real))];
    }

    /// <summary>A file of the shared reference folder, or null where this machine has none.</summary>
    internal static string? Find(string list)
    {
        var root = Environment.GetEnvironmentVariable("FINETUNE_SHARED");
        if (string.IsNullOrEmpty(root))
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
            {
                folder = folder.Parent;
            }

            root = folder?.Parent is null ? "" : Path.Combine(folder.Parent.FullName, "shared");
        }

        var file = Path.Combine(root, "reference", "api", list);
        return File.Exists(file) ? file : null;
    }

    private static (string Id, string Form) Split(string line)
    {
        var bar = line.IndexOf("  | ", StringComparison.Ordinal);
        return bar < 0 ? (line.TrimEnd(), "") : (line[..bar].TrimEnd(), line[(bar + 4)..].Trim());
    }

    private static bool Fits(string line, Dictionary<string, List<string>> real)
    {
        var (id, rest) = Split(line);
        return real.TryGetValue(id, out var forms) && forms.Any(form => line[0] switch
        {
            'P' => rest.EndsWith("static", StringComparison.Ordinal) == form.EndsWith("static", StringComparison.Ordinal)
                && rest.Split(';').All(form.Contains),
            'T' => form.Split(" : ")[0].EndsWith(rest.Split(' ')[^1], StringComparison.Ordinal) && rest.StartsWith("static", StringComparison.Ordinal) == form.StartsWith("static", StringComparison.Ordinal),
            _ => form == rest,
        });
    }

    private static string Explain(string line, Dictionary<string, List<string>> real)
    {
        var (id, _) = Split(line);
        return real.TryGetValue(id, out var forms) ? $"{line}   (real: {string.Join(" or ", forms)})" : line;
    }
}
