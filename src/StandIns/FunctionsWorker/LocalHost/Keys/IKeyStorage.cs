namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>Where key files lie.</summary>
internal interface IKeyStorage
{
    /// <summary>The file's text, or null where there is none.</summary>
    Task<string?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a file that is not there yet; false where another host was first.</summary>
    Task<bool> TryCreateAsync(string name, string text, CancellationToken cancellationToken);
}
