using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

/// <summary>Parses a settings file (comments and trailing commas allowed); a broken one is reported with its line.</summary>
internal static class JsonSettings
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static JsonDocument Parse(string path)
    {
        try
        {
            var document = JsonDocument.Parse(File.ReadAllText(path), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw new HostConfigurationException($"{path}: expected a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new HostConfigurationException($"{path}, line {exception.LineNumber + 1}: not valid JSON ({FirstSentence(exception.Message)}).");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostConfigurationException($"{path} cannot be read: {exception.Message}");
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
