namespace FineTune.Functions.Orchestrators;

/// <summary>The orchestrator's input: which study, and where it stood when its history was cut.</summary>
/// <param name="Study">The study's id.</param>
/// <param name="Sequence">The number of the next decision to ask for.</param>
/// <param name="ParallelTrials">How many trials train side by side; 0 before the study is prepared.</param>
/// <param name="FinalistRungs">In how many segments a finalist is trained; 0 where none race, as in studies from before there were races.</param>
public sealed record StudyRun(string Study, int Sequence = 0, int ParallelTrials = 0, int FinalistRungs = 0);
