using System.Reflection;
using FineTune.Cli.Local;

namespace FineTune.Cli.Packages;

/// <summary><c>finetune doctor --packages</c>: which packages this program was built with, and whether the real ones restore here.</summary>
public static class PackageReport
{
    /// <summary>Whether this program was built with the stand-ins.</summary>
    public static bool UsesStandIns { get; } =
        typeof(PackageReport).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(item => item is { Key: "UseStandIns", Value: "true" });

    /// <summary>Writes the mode and a table with a line for each package.</summary>
    /// <param name="checkout">Where the list of packages is.</param>
    /// <param name="output">Where to.</param>
    /// <param name="all">Also the packages of gigabytes.</param>
    /// <param name="restore">Restores one package.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The number of packages that do not restore.</returns>
    public static async Task<int> WriteAsync(
        Checkout checkout, TextWriter output, bool all, Func<RealPackage, CancellationToken, Task<RestoreOutcome>> restore, CancellationToken cancel)
    {
        await output.WriteLineAsync(UsesStandIns
            ? "mode       stand-ins (UseStandIns=true): src/StandIns is compiled, nothing below is needed"
            : "mode       real packages (UseStandIns=false): no stand-in is compiled").ConfigureAwait(false);
        var packages = RealPackageList.Read(checkout);
        var width = packages.Max(package => package.Id.Length);
        var missing = 0;
        foreach (var package in packages)
        {
            var verdict = "not tried: gigabytes; --all tries it";
            if (all || !package.IsHuge)
            {
                var outcome = await restore(package, cancel).ConfigureAwait(false);
                missing += outcome.Restores ? 0 : 1;
                verdict = $"{(outcome.Restores ? "restores" : "does not restore")} {outcome.Message}".TrimEnd();
            }

            await output.WriteLineAsync($"{package.Id.PadRight(width)}  {package.Version,-8}  {verdict}").ConfigureAwait(false);
        }

        await output.WriteLineAsync(missing == 0
            ? "the real packages restore here: dotnet build src/FineTune.Functions -p:UseStandIns=false"
            : $"{missing} of {packages.Count} do not restore from the feeds configured here: the stand-ins it is").ConfigureAwait(false);
        return missing;
    }
}
