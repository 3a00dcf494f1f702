namespace FineTune.Cli.Api;

/// <summary>An error as the API answers it (RFC 9457).</summary>
/// <param name="Title">What kind of problem.</param>
/// <param name="Detail">What happened.</param>
/// <param name="Errors">Every single problem found.</param>
public sealed record Problem(string? Title = null, string? Detail = null, IReadOnlyList<ProblemEntry>? Errors = null)
{
    /// <summary>The problem as one line.</summary>
    /// <returns>The detail, followed by every entry.</returns>
    public string ToLine()
    {
        var entries = string.Join("; ", (Errors ?? []).Select(entry => entry.ToLine()));
        var head = Detail ?? Title ?? "the request was refused";
        return entries.Length == 0 ? head : $"{head} {entries}";
    }
}

/// <summary>One thing that is wrong, where, and how to mend it.</summary>
/// <param name="Pointer">JSON pointer into the request's body.</param>
/// <param name="File">The file that is wrong.</param>
/// <param name="Location">The line or field in it.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record ProblemEntry(string? Pointer = null, string? File = null, string? Location = null, string? Message = null, string? Remedy = null)
{
    /// <summary>The entry as one line.</summary>
    /// <returns>Where, what and how to mend it.</returns>
    public string ToLine()
    {
        var where = string.Join(' ', new[] { Pointer, File, Location }.Where(part => !string.IsNullOrEmpty(part)));
        return string.Join(": ", new[] { where, string.Join(' ', new[] { Message, Remedy }.Where(part => !string.IsNullOrEmpty(part))) }.Where(part => part.Length > 0));
    }
}
