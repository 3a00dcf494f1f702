namespace Microsoft.DurableTask.Storage;

/// <summary>How the version of an instance and of an engine must stand to each other: <c>versionMatchStrategy</c> of host.json.</summary>
internal enum VersionMatch
{
    /// <summary>Versions are not compared.</summary>
    None,

    /// <summary>They are the same.</summary>
    Strict,

    /// <summary>The instance's is the same or older.</summary>
    CurrentOrOlder,
}
