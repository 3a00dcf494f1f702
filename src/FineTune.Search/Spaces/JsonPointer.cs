namespace FineTune.Search.Spaces;

/// <summary>Escapes names for JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>The name with ~ and / replaced.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
