namespace FineTune.Search.Spaces;

/// <summary>One thing that is wrong with a search space or with a study's rules.</summary>
/// <param name="Pointer">Where it stands in the study's JSON (RFC 6901), e.g. /searchSpace/learningRate/low.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">How to mend it.</param>
public sealed record SearchProblem(string Pointer, string Message, string Remedy);
