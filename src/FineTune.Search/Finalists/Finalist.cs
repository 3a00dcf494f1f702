using System.Collections.Immutable;

namespace FineTune.Search.Finalists;

/// <summary>A leader of the search that is trained again with further seeds.</summary>
/// <param name="Trial">Its trial's number.</param>
/// <param name="Cost">What it costs to train or to run; of equal finalists the cheapest is taken.</param>
/// <param name="Runs">Its trainings with further seeds. The one that made it a finalist is not among them: it was picked for being good.</param>
public sealed record Finalist(int Trial, double Cost, ImmutableArray<FinalistRun> Runs)
{
    /// <summary>The run with this seed, or null.</summary>
    public FinalistRun? With(int seed) => Runs.FirstOrDefault(run => run.Seed == seed);

    /// <summary>The losses of the first seeds.</summary>
    internal double[] First(int seeds) => [.. Enumerable.Range(0, seeds).Select(seed => With(seed)!.Loss)];
}
