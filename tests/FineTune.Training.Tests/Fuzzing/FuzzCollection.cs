namespace FineTune.Training.Tests.Fuzzing;

/// <summary>Fuzzing runs alone: what it measures is the process's own memory.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FuzzCollection
{
    public const string Name = "fuzzing";
}
