namespace FineTune.Cli.Packages;

/// <summary>One of the real packages that the stand-ins stand in for.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The version in Directory.Packages.props.</param>
public sealed record RealPackage(string Id, string Version)
{
    /// <summary>Packages of gigabytes: they are restored only on request.</summary>
    public bool IsHuge => Id.Contains("-cuda-", StringComparison.OrdinalIgnoreCase);
}
