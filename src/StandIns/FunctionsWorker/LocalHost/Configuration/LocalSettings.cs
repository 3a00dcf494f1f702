using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>What <c>local.settings.json</c> says; the file exists on developers' machines only.</summary>
/// <param name="Exists">Whether there is such a file.</param>
/// <param name="Values">Settings, with connection strings as <c>ConnectionStrings:name</c>.</param>
/// <param name="Port">The port asked for.</param>
/// <param name="CorsOrigins">Origins that browsers may call from; <c>*</c> for all.</param>
/// <param name="CorsCredentials">Whether they may send credentials.</param>
internal sealed record LocalSettings(
    bool Exists, IReadOnlyDictionary<string, string?> Values, int? Port, IReadOnlyList<string> CorsOrigins, bool CorsCredentials)
{
    public const string FileName = "local.settings.json";

    public static LocalSettings Load(string contentRoot)
    {
        var path = Path.Combine(contentRoot, FileName);
        if (!File.Exists(path))
        {
            return new LocalSettings(false, new Dictionary<string, string?>(), null, [], false);
        }

        using var document = JsonSettings.Parse(path);
        var root = document.RootElement;
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new HostConfigurationException($"{path} is encrypted; run `func settings decrypt` first.");
        }

        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Read(root, "Values", path, (name, value) => values[name.Replace("__", ":", StringComparison.Ordinal)] = value);
        Read(root, "ConnectionStrings", path, (name, value) => values[$"ConnectionStrings:{name}"] = value);
        var host = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Read(root, "Host", path, (name, value) => host[name] = value);
        return new LocalSettings(true, values, ReadPort(host, path), Origins(host), IsTrue(host, "CORSCredentials"));
    }

    /// <summary>Makes the values environment variables, as <c>func</c> does; what is set already stays.</summary>
    public void Export()
    {
        foreach (var (name, value) in Values)
        {
            var variable = name.Replace(":", "__", StringComparison.Ordinal);
            if (Environment.GetEnvironmentVariable(variable) is null)
            {
                Environment.SetEnvironmentVariable(variable, value);
            }
        }
    }

    private static void Read(JsonElement root, string section, string path, Action<string, string?> add)
    {
        if (!root.TryGetProperty(section, out var element))
        {
            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new HostConfigurationException($"{path}: \"{section}\" must be an object.");
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                throw new HostConfigurationException($"{path}: \"{section}.{property.Name}\" must be a plain value.");
            }

            add(property.Name, property.Value.ToString());
        }
    }

    private static int? ReadPort(Dictionary<string, string?> host, string path)
    {
        if (!host.TryGetValue("LocalHttpPort", out var text))
        {
            return null;
        }

        return PortNumber.TryParse(text, out var port)
            ? port
            : throw new HostConfigurationException($"{path}: \"Host.LocalHttpPort\" is {text}, not a port.");
    }

    private static string[] Origins(Dictionary<string, string?> host) =>
        host.GetValueOrDefault("CORS")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsTrue(Dictionary<string, string?> host, string name) =>
        bool.TryParse(host.GetValueOrDefault(name), out var value) && value;
}
