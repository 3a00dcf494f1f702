using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>The search space of a study that says nothing: the model family's recommended ranges, everything else fixed.</summary>
internal static class DefaultSpace
{
    private const double PretrainingDropout = 0.1;

    /// <summary>Hyperparameters that are the model's own where neither the table nor the study names them; their value here is never used.</summary>
    private static readonly string[] ModelsOwn = ["dropout", "headDropout"];

    private static readonly string[] ValueFields = ["low", "choices", "value"];

    /// <summary>The space for a model with every hyperparameter that a study may name.</summary>
    public static SearchSpace For(RecommendedSettings settings)
    {
        var searched = settings.Ranges.Select(ToParameter).ToList();
        var names = searched.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return SearchSpace.Create(searched.Concat(Fixed(settings.Hyperparameters).Where(parameter => !names.Contains(parameter.Name))));
    }

    /// <summary>The space that a study's entries have been put into, without what stays the model's own.</summary>
    /// <param name="space">The merged space.</param>
    /// <param name="entries">The study's entries.</param>
    /// <param name="settings">What is recommended for the model.</param>
    public static SearchSpace WithoutModelsOwn(SearchSpace space, JsonElement entries, RecommendedSettings settings) =>
        SearchSpace.Create(space.Parameters.Where(parameter => !ModelsOwn.Contains(parameter.Name)
            || settings.Ranges.Any(range => range.Name == parameter.Name)
            || (entries.ValueKind == JsonValueKind.Object && entries.TryGetProperty(parameter.Name, out _))));

    /// <summary>The method that a study asks for: adapters where every rank that it names is above zero.</summary>
    public static string MethodOf(JsonElement entries) =>
        entries.ValueKind == JsonValueKind.Object && entries.TryGetProperty("loraRank", out var rank) && Ranks(rank) is { Count: > 0 } ranks && ranks.All(value => value > 0)
            ? RecommendedDefaults.LoraMethod
            : RecommendedDefaults.FullMethod;

    private static List<double> Ranks(JsonElement entry) => entry.ValueKind switch
    {
        JsonValueKind.Number => [entry.GetDouble()],
        JsonValueKind.Array => [.. entry.EnumerateArray().SelectMany(Ranks)],
        JsonValueKind.Object => [.. ValueFields.SelectMany(name => entry.TryGetProperty(name, out var value) ? Ranks(value) : [])],
        _ => [],
    };

    private static Parameter ToParameter(RecommendedRange range) => range.Kind switch
    {
        "float" => new FloatParameter(range.Name, range.Low, range.High, range.Log),
        "integer" => new IntegerParameter(range.Name, (long)range.Low, (long)range.High, range.Log),
        "categorical" => new CategoricalParameter(range.Name, [.. range.Choices.Select(ToValue)]),
        _ => throw new InvalidOperationException($"The recommended range of '{range.Name}' is of the unknown kind '{range.Kind}'."),
    };

    private static ParameterValue ToValue(JsonElement choice) => choice.Deserialize(StudiesJson.Default.ParameterValue);

    /// <summary>What is fixed unless a study says otherwise.</summary>
    private static IEnumerable<Parameter> Fixed(Hyperparameters defaults) =>
    [
        Number("learningRate", defaults.LearningRate),
        Whole("batchSize", defaults.BatchSize),
        Number("epochs", defaults.Epochs),
        Number("dropout", defaults.Dropout ?? PretrainingDropout),
        Number("headDropout", defaults.HeadDropout ?? PretrainingDropout),
        Number("weightDecay", defaults.WeightDecay),
        new FixedParameter("schedule", ScheduleOf(defaults)),
        Number("warmupRatio", defaults.WarmupRatio),
        Whole("frozenLayers", defaults.FrozenLayers),
        new FixedParameter("freezeEmbeddings", ParameterValue.Of(defaults.FreezeEmbeddings)),
        Whole("loraRank", defaults.LoraRank),
        Number("loraAlpha", defaults.LoraAlpha),
        Number("loraDropout", defaults.LoraDropout),
        new FixedParameter("loraTargets", ParameterValue.Of(defaults.LoraTargets)),
        new FixedParameter("loraVariant", ParameterValue.Of(defaults.LoraVariant)),
        Number("layerwiseDecay", defaults.LayerwiseDecay),
        Number("maxGradientNorm", defaults.MaxGradientNorm),
        Number("labelSmoothing", defaults.LabelSmoothing),
    ];

    private static FixedParameter Number(string name, double value) => new(name, ParameterValue.Of(value));

    private static FixedParameter Whole(string name, long value) => new(name, ParameterValue.Of(value));

    private static ParameterValue ScheduleOf(Hyperparameters defaults) => TrialHyperparameters.Read(defaults, "schedule");
}
