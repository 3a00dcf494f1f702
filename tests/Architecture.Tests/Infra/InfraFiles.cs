using System.Text.RegularExpressions;

namespace Architecture.Tests.Infra;

/// <summary>The files of the deployment, and the files of the product that they must agree with.</summary>
internal static partial class InfraFiles
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> BicepPaths { get; } =
        Directory.GetFiles(Path.Combine(Root, "infra"), "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();

    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    public static BicepFile Bicep(string relative) => BicepFile.Read(PathOf(relative));

    /// <summary>The names and values of app/settings.bicep, in order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Settings() =>
        SettingLine().Matches(Read("infra/app/settings.bicep"))
            .Select(match => KeyValuePair.Create(match.Groups[1].Value, match.Groups[2].Value.Trim()))
            .ToList();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside of the checkout");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\s*\{ name: '([^']+)', value: (.+) \}\s*$", RegexOptions.Multiline)]
    private static partial Regex SettingLine();
}
