namespace FineTune.Search.Samplers;

/// <summary>What makes one proposal's random numbers its own: the study's seed, the trial's number, and which try it is.</summary>
/// <param name="Study">The study's seed.</param>
/// <param name="Trial">The number of the trial that is proposed.</param>
/// <param name="Attempt">Counted from 0; rises when a proposal was a duplicate.</param>
public readonly record struct SampleSeed(ulong Study, int Trial, int Attempt = 0);
