namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>Keys of one function, in the file shape of the real host.</summary>
internal sealed record FunctionKeys(IReadOnlyList<HostKey> Keys);
