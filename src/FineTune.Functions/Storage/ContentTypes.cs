namespace FineTune.Functions.Storage;

/// <summary>The content type of a file by its name.</summary>
public static class ContentTypes
{
    /// <summary>The content type; plain bytes where the name says nothing.</summary>
    public static string Of(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".json" => "application/json",
        ".jsonl" => "application/jsonl",
        ".csv" => "text/csv; charset=utf-8",
        ".md" => "text/markdown; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".zip" => "application/zip",
        _ => "application/octet-stream",
    };
}
