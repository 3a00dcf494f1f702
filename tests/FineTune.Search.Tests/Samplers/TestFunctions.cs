using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Samplers;

/// <summary>Two functions with known minimum 0 and a sequential search over them.</summary>
internal static class TestFunctions
{
    public static (SearchSpace Space, Func<ParameterSet, double> Function) Sphere { get; } = (
        SearchSpace.Create(Enumerable.Range(0, 4).Select(i => new FloatParameter($"x{i}", -5, 10))),
        set => set.Values.Sum(value => Math.Pow(value.AsDouble() - 2.3, 2)));

    public static (SearchSpace Space, Func<ParameterSet, double> Function) Mixed { get; } = (
        SearchSpace.Create(
        [
            new FloatParameter("learningRate", 1e-6, 1e-1, Log: true),
            new IntegerParameter("layers", 0, 12),
            new CategoricalParameter("schedule", [ParameterValue.Of("linear"), ParameterValue.Of("cosine"), ParameterValue.Of("constant")]),
            new FloatParameter("dropout", 0, 0.5, Step: 0.05),
        ]),
        set => Math.Pow(Math.Log10(set["learningRate"].AsDouble()) + 3.3, 2)
               + Math.Pow((set["layers"].AsInteger() - 4) / 4.0, 2)
               + (set["schedule"].AsText() == "cosine" ? 0 : 0.5)
               + Math.Pow((set["dropout"].AsDouble() - 0.1) / 0.2, 2));

    /// <summary>The best value that a sampler finds one trial after another.</summary>
    public static double Best(string sampler, SearchSpace space, Func<ParameterSet, double> function, int trials, ulong seed)
    {
        var state = StudyState.Empty;
        var best = double.PositiveInfinity;
        for (var number = 0; number < trials; number++)
        {
            var parameters = SamplerCatalog.Find(sampler).Sampler.Sample(space, state, Direction.Minimize, new SampleSeed(seed, number));
            var value = function(parameters);
            best = Math.Min(best, value);
            state = Histories.Trial(number, parameters, value).Aggregate(state, (current, entry) => current.Apply(entry));
        }

        return best;
    }
}
