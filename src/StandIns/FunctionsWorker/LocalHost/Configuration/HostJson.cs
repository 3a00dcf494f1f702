using System.Globalization;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Reads <c>host.json</c> into configuration keys below <c>AzureFunctionsJobHost</c>, where settings may override them.</summary>
internal static class HostJson
{
    public const string FileName = "host.json";
    public const string Section = "AzureFunctionsJobHost";

    public static Dictionary<string, string?> Load(string contentRoot)
    {
        var path = Path.Combine(contentRoot, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonSettings.Parse(path);
        var root = document.RootElement;
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.String || version.GetString() != "2.0")
        {
            throw new HostConfigurationException($"{path}: \"version\" must be \"2.0\".");
        }

        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Flatten(root, Section, values);
        return values;
    }

    private static void Flatten(JsonElement element, string key, Dictionary<string, string?> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Flatten(property.Value, $"{key}:{property.Name}", values);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Flatten(item, string.Create(CultureInfo.InvariantCulture, $"{key}:{index++}"), values);
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                values[key] = element.ToString();
                break;
        }
    }
}
