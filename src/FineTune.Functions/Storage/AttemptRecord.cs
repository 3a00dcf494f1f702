namespace FineTune.Functions.Storage;

/// <summary>The content of a segment's fence.</summary>
/// <param name="Attempt">The newest attempt, from 0.</param>
/// <param name="Lost">How many attempts ended without a word: their host died.</param>
/// <param name="ResumeFrom">The committed checkpoint that a preempted attempt left behind; null to begin at the parent.</param>
/// <param name="Open">True while the newest attempt has not said how it ended.</param>
public sealed record AttemptRecord(int Attempt, int Lost, string? ResumeFrom, bool Open);
