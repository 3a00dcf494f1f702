namespace Microsoft.DurableTask.Storage;

/// <summary>Which instances, and activities of which, an engine takes by their version; what it does not take stays for a host that does.</summary>
/// <param name="Own">The engine's version; null for none.</param>
/// <param name="Match">How the versions must stand to each other.</param>
internal readonly record struct VersionGate(string? Own, VersionMatch Match)
{
    /// <summary>The condition on a column with the version, for a connection that knows <c>version_order</c>.</summary>
    public static string Passes(string column) =>
        $"(@match = 0 OR (@match = 1 AND version_order({column}, @own) = 0) OR (@match = 2 AND version_order({column}, @own) <= 0))";

    /// <summary>Whether an instance of a version is taken.</summary>
    public bool Takes(string? version) => Match switch
    {
        VersionMatch.Strict => VersionOrder.Compare(version, Own) == 0,
        VersionMatch.CurrentOrOlder => VersionOrder.Compare(version, Own) <= 0,
        _ => true,
    };
}
