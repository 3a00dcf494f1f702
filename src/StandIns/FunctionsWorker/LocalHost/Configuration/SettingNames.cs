using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Fills in <c>%Setting%</c> in what attributes say.</summary>
internal static partial class SettingNames
{
    public static string Expand(string text, IConfiguration configuration, string function) => Reference().Replace(text, match =>
        configuration[match.Groups[1].Value] ?? throw new HostConfigurationException(
            $"Function \"{function}\": \"{text}\" asks for the setting \"{match.Groups[1].Value}\", which is missing."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
