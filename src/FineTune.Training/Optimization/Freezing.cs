using System.Text.RegularExpressions;
using FineTune.Training.Adapters;
using FineTune.Training.Models;

namespace FineTune.Training.Optimization;

/// <summary>Which parameters of a model are not trained: by layers, by name, for a while, or all but low-rank adapters.</summary>
internal static class Freezing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly string[] AttentionModules =
        ["query", "value", "q_lin", "v_lin", "query_proj", "value_proj", "q_proj", "v_proj", "c_attn", "Wqkv"];

    /// <summary>Takes the frozen parameters out of the gradient and says when the others join.</summary>
    /// <param name="model">The model; adapters are attached to it where asked for and where it has none yet.</param>
    /// <param name="hyperparameters">What is frozen.</param>
    /// <param name="seed">Seed of new adapters.</param>
    /// <param name="stepAt">The update at which an epoch begins.</param>
    /// <exception cref="InvalidInputException">More layers are to be frozen than there are, or nothing is left to train.</exception>
    public static FreezingPlan Apply(PretrainedModel model, Hyperparameters hyperparameters, ulong seed, Func<double, long> stepAt)
    {
        var layers = model.Config.Layers;
        if (hyperparameters.FrozenLayers > layers)
        {
            throw new InvalidInputException(
                "hyperparameters", "frozenLayers", $"{hyperparameters.FrozenLayers} layers are to be frozen and the model has {layers}.", $"Freeze at most {layers} layers.");
        }

        if (hyperparameters.LoraRank > 0 && model.Adapters is null)
        {
            LoraAttachment.Attach(model, Settings(model, hyperparameters), seed);
        }

        foreach (var weight in model.Weights.Where(w => IsFrozen(w, hyperparameters, model.Adapters is not null)))
        {
            weight.Value.requires_grad = false;
        }

        var trained = model.Weights.Where(w => w.Value.requires_grad).ToArray();
        if (trained.Length == 0)
        {
            throw new InvalidInputException("hyperparameters", "frozenPattern", "No parameter is left to train.", "Freeze less.");
        }

        var every = hyperparameters.UnfreezeEveryEpochs;
        return new FreezingPlan(trained, layers + 2, below => every > 0 ? stepAt(below * every) : 0);
    }

    private static bool IsFrozen(ModelWeight weight, Hyperparameters hyperparameters, bool hasAdapters)
    {
        if (hyperparameters.FrozenPattern.Length > 0
            && weight.Parts.Any(p => Regex.IsMatch(p.Name, hyperparameters.FrozenPattern, RegexOptions.None, Patience)))
        {
            return true;
        }

        return !hasAdapters
            && ((weight.Depth >= 1 && weight.Depth <= hyperparameters.FrozenLayers) || (weight.Depth == 0 && hyperparameters.FreezeEmbeddings));
    }

    /// <summary>Adapters in the layers that are not frozen; layers below the lowest adapter are as good as frozen.</summary>
    private static LoraSettings Settings(PretrainedModel model, Hyperparameters hyperparameters) => new()
    {
        Rank = hyperparameters.LoraRank,
        Alpha = hyperparameters.LoraAlpha > 0 ? hyperparameters.LoraAlpha : 2 * hyperparameters.LoraRank,
        Dropout = hyperparameters.LoraDropout,
        Targets = hyperparameters.LoraTargets switch
        {
            "attention" => AttentionModules,
            "all-linear" => ["all-linear"],
            var names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        },
        Layers = hyperparameters.FrozenLayers == 0 ? []
            : [.. Enumerable.Range(hyperparameters.FrozenLayers, Math.Max(0, model.Config.Layers - hyperparameters.FrozenLayers))],
        RootScaling = hyperparameters.LoraVariant == "rslora",
        Decomposed = hyperparameters.LoraVariant == "dora",
    };
}
