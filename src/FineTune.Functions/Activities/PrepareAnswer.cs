namespace FineTune.Functions.Activities;

/// <summary>How the preparation of a study ended.</summary>
/// <param name="IsReady">False when the study failed: its problems are in storage.</param>
/// <param name="ParallelTrials">How many trials train side by side.</param>
/// <param name="FinalistRungs">In how many segments a finalist is trained; 0 where none race.</param>
/// <param name="Problem">The first problem in one line, where there is one.</param>
public sealed record PrepareAnswer(bool IsReady, int ParallelTrials, string? Problem = null, int FinalistRungs = 0);
