using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>The search space of a study that says nothing: the model family's recommended ranges, everything else fixed.</summary>
internal static class DefaultSpace
{
    /// <summary>The space for a model.</summary>
    public static SearchSpace For(RecommendedSettings settings)
    {
        var searched = settings.Ranges.Select(ToParameter).ToList();
        var names = searched.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return SearchSpace.Create(searched.Concat(Fixed(settings.Hyperparameters).Where(parameter => !names.Contains(parameter.Name))));
    }

    private static Parameter ToParameter(RecommendedRange range) => range.Kind switch
    {
        "float" => new FloatParameter(range.Name, range.Low, range.High, range.Log),
        "integer" => new IntegerParameter(range.Name, (long)range.Low, (long)range.High, range.Log),
        "categorical" => new CategoricalParameter(range.Name, [.. range.Choices.Select(ToValue)]),
        _ => throw new InvalidOperationException($"The recommended range of '{range.Name}' is of the unknown kind '{range.Kind}'."),
    };

    private static ParameterValue ToValue(JsonElement choice) => choice.Deserialize(StudiesJson.Default.ParameterValue);

    private static IEnumerable<Parameter> Fixed(Hyperparameters defaults) =>
    [
        new FixedParameter("learningRate", ParameterValue.Of(defaults.LearningRate)),
        new FixedParameter("batchSize", ParameterValue.Of((long)defaults.BatchSize)),
        new FixedParameter("epochs", ParameterValue.Of(defaults.Epochs)),
        new FixedParameter("weightDecay", ParameterValue.Of(defaults.WeightDecay)),
        new FixedParameter("warmupRatio", ParameterValue.Of(defaults.WarmupRatio)),
        new FixedParameter("frozenLayers", ParameterValue.Of((long)defaults.FrozenLayers)),
        new FixedParameter("freezeEmbeddings", ParameterValue.Of(defaults.FreezeEmbeddings)),
        new FixedParameter("layerwiseDecay", ParameterValue.Of(defaults.LayerwiseDecay)),
        new FixedParameter("maxGradientNorm", ParameterValue.Of(defaults.MaxGradientNorm)),
        new FixedParameter("labelSmoothing", ParameterValue.Of(defaults.LabelSmoothing)),
    ];
}
