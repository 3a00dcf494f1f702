namespace FineTune.Training;

/// <summary>One clear mistake in what a user gave: where it is, what is wrong and how to mend it.</summary>
/// <param name="File">The file or folder, as the user named it.</param>
/// <param name="Location">A line, row, field or tensor within the file; null where the whole file is meant.</param>
/// <param name="What">What is wrong, in one sentence.</param>
/// <param name="Remedy">What to do about it, in one sentence.</param>
public sealed record InputProblem(string File, string? Location, string What, string Remedy)
{
    /// <summary>The problem as one line: file, location, what is wrong, how to mend it.</summary>
    public override string ToString() =>
        Location is null ? $"{File}: {What} {Remedy}" : $"{File}, {Location}: {What} {Remedy}";
}
