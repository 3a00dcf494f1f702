using System.Text.Json;
using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>Writes and reads a study's rules as JSON.</summary>
public static class StudyRulesJson
{
    /// <summary>The rules as one JSON object.</summary>
    public static string Write(StudyRules rules) => JsonSerializer.Serialize(rules, SearchJsonContext.Default.StudyRules);

    /// <summary>The rules read back.</summary>
    /// <exception cref="JsonException">The text is no set of rules.</exception>
    public static StudyRules Read(string json) =>
        JsonSerializer.Deserialize(json, SearchJsonContext.Default.StudyRules) ?? throw new JsonException("The rules are null.");
}
