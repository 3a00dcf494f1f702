namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>Keys cannot be checked, because they cannot be read.</summary>
internal sealed class KeysUnavailableException(Exception inner) : Exception("The function keys cannot be read from storage now; try again later.", inner);
