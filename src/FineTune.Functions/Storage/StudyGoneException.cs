namespace FineTune.Functions.Storage;

/// <summary>The study was deleted while something still worked for it.</summary>
public sealed class StudyGoneException(StudyId id) : Exception($"The study '{id}' was deleted.")
{
    /// <summary>The study.</summary>
    public StudyId Study { get; } = id;
}
