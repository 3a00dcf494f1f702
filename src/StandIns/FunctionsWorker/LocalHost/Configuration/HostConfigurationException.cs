namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>A mistake in the app's configuration or functions: one line that says what and where.</summary>
internal sealed class HostConfigurationException(string message) : Exception(message);
