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
        "auto-4-8" => new AutoSampler(4, 8),
        "auto-5" => new AutoSampler(5, 5),
        "gp-25" => new GaussianSampler(new GaussianRules { Better = 0.25 }),
        "gp-big" => new GaussianSampler(new GaussianRules { Candidates = 2048, Starts = 10, Tolerance = 0.01 }),
        "gp-rank" => new GaussianSampler(new GaussianRules { Warp = TargetWarp.Rank }),
        "gp-start6" => new GaussianSampler(new GaussianRules { StartupTrials = 6 }),
        _ => SamplerCatalog.Find(name).Sampler,
    };
}
