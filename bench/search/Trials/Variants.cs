using FineTune.Search.Samplers;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Samplers.Tpe;

namespace FineTune.Search.Bench.Trials;

/// <summary>Samplers by name: the catalog's, and variants that were tried.</summary>
internal static class Variants
{
    public static ISampler Find(string name) => name switch
    {
        "tpe49" => new TpeSampler(TpeRules.Optuna49),
        "gp-half" => new GaussianSampler(new GaussianRules { Warp = TargetWarp.HalfRank }),
        "gp-rank" => new GaussianSampler(new GaussianRules { Warp = TargetWarp.Rank }),
        "gp-start6" => new GaussianSampler(new GaussianRules { StartupTrials = 6 }),
        _ => SamplerCatalog.Find(name).Sampler,
    };
}
