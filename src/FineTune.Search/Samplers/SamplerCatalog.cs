namespace FineTune.Search.Samplers;

/// <summary>The samplers that a study can name.</summary>
public static class SamplerCatalog
{
    /// <summary>The names that a study may give.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "cmaes", "gp", "grid", "nsga2", "random", "sobol", "tpe"];

    /// <summary>The sampler of this name, and the origin that its trials carry.</summary>
    /// <param name="name">The name.</param>
    /// <param name="earlier">Settings that were good in earlier studies, for samplers that begin with them.</param>
    /// <exception cref="ArgumentException">There is no such sampler.</exception>
    public static (ISampler Sampler, string Origin) Find(string name, IReadOnlyList<Spaces.ParameterSet>? earlier = null) => name switch
    {
        "auto" => (new AutoSampler(), "auto"),
        "cmaes" => (new CmaEsSampler(earlier), "cmaes"),
        "gp" => (new GaussianSampler(), "gp"),
        "grid" => (new GridSampler(), "grid"),
        "nsga2" => (new GeneticSampler(), "nsga2"),
        "random" => (new RandomSampler(), "random"),
        "sobol" => (new SobolSampler(), "sobol"),
        "tpe" => (new TpeSampler(), "tpe"),
        _ => throw new ArgumentException($"There is no sampler '{name}'. Use one of: {string.Join(", ", Names)}.", nameof(name)),
    };
}
