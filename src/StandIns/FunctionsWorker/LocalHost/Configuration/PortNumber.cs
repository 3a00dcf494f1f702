using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>TCP port numbers in settings; 0 asks the system for a free one.</summary>
internal static class PortNumber
{
    public static bool TryParse([NotNullWhen(true)] string? text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
