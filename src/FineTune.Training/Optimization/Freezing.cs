using FineTune.Training.Models;

namespace FineTune.Training.Optimization;

/// <summary>Which depths of a model are not trained.</summary>
internal static class Freezing
{
    /// <summary>Takes the frozen parameters out of the gradient and says which depths they are and where training begins.</summary>
    /// <exception cref="InvalidInputException">More layers are to be frozen than there are.</exception>
    public static (IReadOnlySet<int> Frozen, int FirstTrainable) Apply(PretrainedModel model, Hyperparameters hyperparameters)
    {
        var layers = model.Config.Layers;
        if (hyperparameters.FrozenLayers > layers)
        {
            throw new InvalidInputException(
                "hyperparameters", "frozenLayers", $"{hyperparameters.FrozenLayers} layers are to be frozen and the model has {layers}.", $"Freeze at most {layers} layers.");
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
}
