using FineTune.Training.Adapters;
using FineTune.Training.Models;

namespace FineTune.Training.Optimization;

/// <summary>Which depths of a model are not trained.</summary>
internal static class Freezing
{
    private static readonly string[] AttentionModules =
        ["query", "value", "q_lin", "v_lin", "query_proj", "value_proj", "q_proj", "v_proj", "c_attn", "Wqkv"];

    /// <summary>Takes the frozen parameters out of the gradient and says which depths they are and where training begins.</summary>
    /// <exception cref="InvalidInputException">More layers are to be frozen than there are.</exception>
    public static (IReadOnlySet<int> Frozen, int FirstTrainable) Apply(PretrainedModel model, Hyperparameters hyperparameters, ulong seed)
    {
        var layers = model.Config.Layers;
        if (hyperparameters.FrozenLayers > layers)
        {
            throw new InvalidInputException(
                "hyperparameters", "frozenLayers", $"{hyperparameters.FrozenLayers} layers are to be frozen and the model has {layers}.", $"Freeze at most {layers} layers.");
        }

        if (hyperparameters.LoraRank > 0)
        {
            return Adapt(model, hyperparameters, seed);
        }

        var frozen = new HashSet<int>(Enumerable.Range(1, hyperparameters.FrozenLayers));
        if (hyperparameters.FreezeEmbeddings)
        {
            frozen.Add(0);
        }

        foreach (var weight in model.Weights.Where(w => frozen.Contains(w.Depth)))
        {
            weight.Value.requires_grad = false;
        }

        return (frozen, Enumerable.Range(0, layers + 2).First(depth => !frozen.Contains(depth)));
    }

    /// <summary>Attaches adapters; layers below the lowest adapter are as good as frozen.</summary>
    private static (IReadOnlySet<int> Frozen, int FirstTrainable) Adapt(PretrainedModel model, Hyperparameters hyperparameters, ulong seed)
    {
        var layers = Enumerable.Range(hyperparameters.FrozenLayers, Math.Max(0, model.Config.Layers - hyperparameters.FrozenLayers)).ToArray();
        LoraAttachment.Attach(
            model,
            new LoraSettings
            {
                Rank = hyperparameters.LoraRank,
                Alpha = hyperparameters.LoraAlpha > 0 ? hyperparameters.LoraAlpha : 2 * hyperparameters.LoraRank,
                Dropout = hyperparameters.LoraDropout,
                Targets = hyperparameters.LoraTargets == "all-linear" ? ["all-linear"] : AttentionModules,
                Layers = hyperparameters.FrozenLayers > 0 ? layers : [],
                RootScaling = hyperparameters.LoraVariant == "rslora",
                Decomposed = hyperparameters.LoraVariant == "dora",
            },
            seed);
        var trained = model.Weights.Where(w => w.Value.requires_grad).Select(w => w.Depth).ToHashSet();
        var frozen = Enumerable.Range(0, model.Config.Layers + 2).Where(d => !trained.Contains(d)).ToHashSet();
        return (frozen, Enumerable.Range(0, model.Config.Layers + 2).First(depth => !frozen.Contains(depth)));
    }
}
