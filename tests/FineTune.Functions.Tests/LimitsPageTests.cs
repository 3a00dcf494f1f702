using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using FineTune.Training.Archives;

namespace FineTune.Functions.Tests;

/// <summary>Holds the settings of docs/limits.md against the defaults in the code.</summary>
public sealed partial class LimitsPageTests
{
    private const string Archives = "Archives__";

    [Fact]
    public void Every_limit_on_the_page_has_the_default_of_the_code()
    {
        var rows = Row().Matches(Page()).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(row.Value, Default(row.Key)));
    }

    [Fact]
    public void Every_limit_of_the_code_is_on_the_page()
    {
        var rows = Row().Matches(Page()).Select(match => match.Groups[1].Value).ToHashSet();
        var limits = typeof(FineTuneOptions).GetProperties().Select(property => property.Name).Where(name => name.StartsWith("Max", StringComparison.Ordinal))
            .Concat(typeof(ArchiveLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => Archives + property.Name));
        Assert.Empty(limits.Except(rows));
    }

    private static string? Default(string name) => Convert.ToString(
        name.StartsWith(Archives, StringComparison.Ordinal)
            ? typeof(ArchiveLimits).GetProperty(name[Archives.Length..])!.GetValue(new ArchiveLimits())
            : typeof(FineTuneOptions).GetProperty(name)!.GetValue(new FineTuneOptions()),
        CultureInfo.InvariantCulture);

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "limits.md"));
    }

    [GeneratedRegex(@"^\| `FineTune__(\w+)` \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
