using FineTune.Search.Samplers;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Samplers.Tpe;

namespace FineTune.Search.Bench.Trials;

/// <summary>Samplers by name: the catalog's, and variants that were tried.</summary>
internal static class Variants
{
    public static ISampler Find(string name) => name switch
    {
        "tpe-no-liar" => new TpeSampler(TpeRules.Optuna5 with { ConstantLiar = false }),
        "tpe49" => new TpeSampler(TpeRules.Optuna49),
        "gp-none" => new GaussianSampler(new GaussianRules { Warp = TargetWarp.None }),
        "auto-noise" => new AutoSampler(mostNoise: double.PositiveInfinity),
        "auto-10" => new AutoSampler(10),
        "gp-fit" => new GaussianSampler(new GaussianRules { Tolerance = 0.01, MostFitted = 200 }),
        "gp-big" => new GaussianSampler(new GaussianRules { Candidates = 2048, Starts = 10, Tolerance = 0.01 }),
        "gp-sampled" => new GaussianSampler(new GaussianRules { RunningSamples = 64 }),
        "gp-rank" => new GaussianSampler(new GaussianRules { Warp = TargetWarp.Rank }),
        _ => SamplerCatalog.Find(name).Sampler,
    };
}
