namespace FineTune.Training.Tokenizers.Unicode;

/// <summary>The tables embedded beside this file; <c>make_tables.py</c> writes them.</summary>
internal static class UnicodeResource
{
    /// <summary>A table's lines.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(UnicodeResource).Assembly.GetManifestResourceStream($"Unicode/{name}")
            ?? throw new InvalidOperationException($"The embedded table {name} is missing.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
