using System.Text.Json.Serialization;

namespace FineTune.Functions.Studies;

/// <summary>One thing that is wrong with what a user gave: where, what, and how to mend it.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">How to mend it.</param>
/// <param name="Field">JSON pointer into the study, where the study is wrong.</param>
/// <param name="File">The file, where a file is wrong.</param>
/// <param name="Location">The line or field of the file.</param>
public sealed record Problem(string Message, string Remedy, [property: JsonPropertyName("pointer")] string? Field = null, string? File = null, string? Location = null)
{
    /// <summary>A problem of a field of the study.</summary>
    public static Problem At(string field, string message, string remedy) => new(message, remedy, Field: field);

    /// <summary>A problem of a file.</summary>
    public static Problem In(string file, string message, string remedy, string? location = null) =>
        new(message, remedy, File: file, Location: location);

    /// <summary>The problem in one line.</summary>
    public override string ToString()
    {
        var where = string.Join(", ", new[] { Field, File, Location }.Where(part => part is { Length: > 0 }));
        return where.Length == 0 ? $"{Message} {Remedy}" : $"{where}: {Message} {Remedy}";
    }
}
