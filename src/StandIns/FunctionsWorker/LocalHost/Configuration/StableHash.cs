using System.Text;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>FNV-1a over UTF-8: the same in every process.</summary>
internal static class StableHash
{
    public static uint Of(string text)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 16777619u);
        }

        return hash;
    }
}
