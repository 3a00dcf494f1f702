using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FineTune.Cli.Packages;

/// <summary>Restores one package in a throwaway project against the feeds that are configured here.</summary>
public static partial class RestoreTrial
{
    /// <summary>Runs the restore; the project is deleted, what was downloaded stays in NuGet's own cache.</summary>
    public static async Task<RestoreOutcome> RunAsync(RealPackage package, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("finetune-restore-").FullName;
        try
        {
            var project = Path.Combine(folder, "trial.csproj");
            await File.WriteAllTextAsync(project, Project(package), cancel).ConfigureAwait(false);
            var start = new ProcessStartInfo("dotnet", ["restore", project, "-v", "quiet", "--nologo"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            };
            using var process = Process.Start(start) ?? throw new CommandFailedException("dotnet cannot be started", CommandFailedException.Failure);
            using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
            var errors = process.StandardError.ReadToEndAsync(cancel);
            var output = await process.StandardOutput.ReadToEndAsync(cancel).ConfigureAwait(false) + await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancel).ConfigureAwait(false);
            return new RestoreOutcome(process.ExitCode == 0, FirstMessage(output));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The first line of NuGet's that says something: <c>NU1101: Unable to find package ...</c></summary>
    internal static string FirstMessage(string output) => Message().Match(output) is { Success: true } found ? found.Value.Trim() : "";

    private static string Project(RealPackage package) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <RuntimeIdentifiers>linux-x64</RuntimeIdentifiers>
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{package.Id}" Version="[{package.Version}]" />
          </ItemGroup>
        </Project>
        """;

    [GeneratedRegex(@"NU\d{4}: [^\[\r\n]+")]
    private static partial Regex Message();
}
