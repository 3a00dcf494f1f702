using System.Globalization;
using System.Text.Json;

namespace StandIns.TorchSharp.Tests;

/// <summary>Outputs of the reference libraries, where this machine has them.</summary>
internal static class Goldens
{
    /// <summary>The folder of the outputs, or null.</summary>
    internal static string? Root { get; } = FindRoot();

    /// <summary>A file of the outputs; skips the test where there is none.</summary>
    internal static JsonElement Read(string relative)
    {
        if (Root is null || !File.Exists(Path.Combine(Root, relative)))
        {
            Assert.Skip("The reference outputs are not on this machine (FINETUNE_GOLDENS).");
        }

        return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, relative))).RootElement;
    }

    /// <summary>The names of a file's cases; a single empty one where there is no file.</summary>
    internal static IEnumerable<(int Index, JsonElement Case)> Cases(string relative)
    {
        if (Root is null || !File.Exists(Path.Combine(Root, relative)))
        {
            return [];
        }

        return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, relative))).RootElement.GetProperty("cases").EnumerateArray().Select((c, i) => (i, c));
    }

    /// <summary>A number; NaN and infinities are strings.</summary>
    internal static double Number(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture) : element.GetDouble();

    /// <summary>A flat list of numbers.</summary>
    internal static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    private static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("FINETUNE_GOLDENS") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent;
        }

        var goldens = folder?.Parent is null ? null : Path.Combine(folder.Parent.FullName, "shared", "goldens");
        return goldens is not null && Directory.Exists(goldens) ? goldens : null;
    }
}
