using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Checkpoints;

namespace FineTune.Training;

/// <summary>Which hyperparameters may be others after a checkpoint than before it, as population-based training wants.</summary>
/// <remarks>
/// Rates, decay, dropout, the schedule's shape, and what concerns the loss alone can change between two updates. What decides the weights, the
/// optimizer's memory of them, or which rows an update sees (optimizer, adapters, freezing, batch size, epochs, precision, running mean) cannot. SGD
/// remembers nothing without momentum, so that one can change but neither appear nor vanish.
/// </remarks>
public static class MidTrainingChanges
{
    /// <summary>The names that may change, as in the JSON of the hyperparameters.</summary>
    public static IReadOnlySet<string> Allowed { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "learningRate", "beta2", "momentum", "epsilon", "weightDecay", "coupledWeightDecay", "layerwiseDecay", "maxGradientNorm",
        "dropout", "hiddenDropout", "attentionDropout", "headDropout", "loraDropout",
        "schedule", "warmupRatio", "warmupSteps", "scheduleCycles", "schedulePower", "minLearningRateRatio", "decayRatio", "plateauFactor", "plateauPatience",
        "labelSmoothing", "classWeighting", "classWeights", "augmentation", "leastCropArea",
        "microBatchSize", "gradientCheckpointing", "packing", "earlyStoppingPatience", "earlyStoppingMinDelta", "earlyStoppingWarmupEpochs",
    };

    /// <summary>Refuses to go on from a checkpoint with what cannot change.</summary>
    /// <param name="folder">The checkpoint.</param>
    /// <param name="before">What it was trained with.</param>
    /// <param name="after">What is to be trained with.</param>
    /// <exception cref="InvalidInputException">At least one hyperparameter differs that cannot; all of them are listed.</exception>
    internal static void ThrowIfAny(string folder, Hyperparameters before, Hyperparameters after)
    {
        var (old, now) = (Fields(before), Fields(after));
        InputProblem[] problems =
        [
            .. old.Select(field => field.Key).Union(now.Select(field => field.Key))
                .Where(name => !JsonNode.DeepEquals(old[name], now[name]) && (!Allowed.Contains(name) || (name == "momentum" && (before.Momentum == 0 || after.Momentum == 0))))
                .Select(name => new InputProblem(
                    folder, name, $"The checkpoint was trained with {name} {Text(old[name])}; it cannot become {Text(now[name])} in the middle of a training.", "Keep the value, or begin a new trial.")),
        ];
        if (problems.Length > 0)
        {
            throw new InvalidInputException(problems);
        }
    }

    private static JsonObject Fields(Hyperparameters hyperparameters) => JsonSerializer.SerializeToNode(hyperparameters, CheckpointJson.Default.Hyperparameters)!.AsObject();

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "unset";
}
