using System.Xml.Linq;
using FineTune.Cli.Local;

namespace FineTune.Cli.Packages;

/// <summary>Reads the group of real packages from Directory.Packages.props.</summary>
public static class RealPackageList
{
    private const string File = "Directory.Packages.props";
    private const string GroupWord = "UseStandIns=false";

    /// <summary>The packages, in the file's order.</summary>
    /// <exception cref="CommandFailedException">The file has no such group.</exception>
    public static IReadOnlyList<RealPackage> Read(Checkout checkout)
    {
        var group = XDocument.Load(Path.Combine(checkout.Root, File)).Root!.Elements("ItemGroup")
            .FirstOrDefault(items => items.Attribute("Label")?.Value.Contains(GroupWord, StringComparison.Ordinal) == true)
            ?? throw new CommandFailedException($"{File} has no group of packages labelled {GroupWord}");
        return group.Elements("PackageVersion")
            .Select(item => new RealPackage(item.Attribute("Include")!.Value, item.Attribute("Version")!.Value))
            .ToList();
    }
}
