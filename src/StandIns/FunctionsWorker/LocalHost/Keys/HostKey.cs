namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>One key, in the file shape of the real host.</summary>
internal sealed record HostKey(string Name, string Value, bool Encrypted = false);
