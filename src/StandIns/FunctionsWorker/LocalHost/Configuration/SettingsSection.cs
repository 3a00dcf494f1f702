using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Typed reads from <c>host.json</c>; a wrong value is named with its path.</summary>
internal sealed class SettingsSection(IConfiguration section)
{
    public string? Text(string key) => section[key];

    public int Count(string key, int fallback)
    {
        var text = section[key];
        if (text is null)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw Wrong(key, text, "a whole number above zero");
    }

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        var text = section[key];
        return text is null ? fallback
            : Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true)
            : throw Wrong(key, text, $"one of {string.Join(", ", Enum.GetNames<T>())}");
    }

    public TimeSpan Duration(string key, TimeSpan fallback)
    {
        var text = section[key];
        if (text is null)
        {
            return fallback;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > TimeSpan.Zero
            ? value
            : throw Wrong(key, text, "a time span such as \"00:05:00\"");
    }

    private static HostConfigurationException Wrong(string key, string text, string wanted) =>
        new($"host.json: {key.Replace(':', '.')} is \"{text}\", not {wanted}.");
}
