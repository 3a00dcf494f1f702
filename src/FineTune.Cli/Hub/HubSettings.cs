namespace FineTune.Cli.Hub;

/// <summary>Where the hub and its local cache are, by the environment variables that Hugging Face's own tools read.</summary>
/// <param name="Endpoint">The hub's address.</param>
/// <param name="Token">The token that is shown to the hub and to nobody else; null for none.</param>
/// <param name="IsOffline">Whether only the cache is used.</param>
/// <param name="CacheFolder">The folder of the cache, shared with Hugging Face's tools.</param>
public sealed record HubSettings(Uri Endpoint, string? Token, bool IsOffline, string CacheFolder)
{
    private static readonly string[] Yes = ["1", "on", "yes", "true"];

    /// <summary>Reads the settings.</summary>
    /// <param name="variable">Gives an environment variable; null or empty where it is not set.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="CommandFailedException">The endpoint is no http or https address.</exception>
    public static HubSettings Read(Func<string, string?> variable)
    {
        string? Set(params string[] names) => names.Select(variable).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value))?.Trim();
        var home = Set("HF_HOME") ?? Path.Combine(Set("XDG_CACHE_HOME") ?? Path.Combine(Set("HOME", "USERPROFILE") ?? "", ".cache"), "huggingface");
        var address = Set("HF_ENDPOINT") ?? "https://huggingface.co";
        var endpoint = Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new CommandFailedException($"HF_ENDPOINT {address} is no http or https address");
        return new HubSettings(
            endpoint,
            Set("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN") ?? TokenIn(Set("HF_TOKEN_PATH") ?? Path.Combine(home, "token")),
            Set("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE") is { } offline && Yes.Contains(offline, StringComparer.OrdinalIgnoreCase),
            Set("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE") ?? Path.Combine(home, "hub"));
    }

    private static string? TokenIn(string path) => File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } token ? token : null;
}
