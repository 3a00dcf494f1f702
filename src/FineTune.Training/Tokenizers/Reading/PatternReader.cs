using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>pattern</c> of splits and replacements.</summary>
internal static class PatternReader
{
    /// <summary>Reads a fixed text or a regular expression.</summary>
    public static TextPattern Read(JsonPart json)
    {
        if (!json["String"].IsNull)
        {
            return new LiteralPattern(json["String"].Text());
        }

        var expression = json["Regex"].Text();
        try
        {
            return new RegexPattern(expression);
        }
        catch (ArgumentException e)
        {
            throw json["Regex"].Problem($"The regular expression is not supported: {e.Message}");
        }
    }
}
