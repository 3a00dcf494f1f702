using FineTune.Search.Planning;

namespace FineTune.Functions.Studies;

/// <summary>Reads the constants of a study's pruner; what is left out has its usual value. Ranges are checked with the study's rules.</summary>
internal static class PruningReader
{
    private const int Most = 10_000;

    /// <summary>The fields of a study's pruning.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "intervalEpochs", "keptTrials", "lower", "minDelta", "patience", "percentile", "perturbation", "predictCurves", "probability", "protectedTrials", "quantile", "resampleProbability", "startupTrials", "upper",
        "warmupEpochs",
    ];

    /// <summary>The constants; the usual ones where the study says nothing.</summary>
    public static PruningRules Read(FieldReader study)
    {
        var usual = new PruningRules();
        return study.Object("pruning", Fields) is not { } pruning ? usual : usual with
        {
            IntervalEpochs = pruning.Number("intervalEpochs"),
            KeptTrials = pruning.Integer("keptTrials", 1, Most),
            Lower = pruning.Number("lower"),
            MinDelta = pruning.Number("minDelta") ?? usual.MinDelta,
            Patience = pruning.Integer("patience", 0, Most) ?? usual.Patience,
            Percentile = pruning.Number("percentile") ?? usual.Percentile,
            Perturbation = pruning.Number("perturbation") ?? usual.Perturbation,
            PredictCurves = pruning.Flag("predictCurves") ?? usual.PredictCurves,
            Probability = pruning.Number("probability") ?? usual.Probability,
            ProtectedTrials = pruning.Integer("protectedTrials", 0, Most) ?? usual.ProtectedTrials,
            Quantile = pruning.Number("quantile") ?? usual.Quantile,
            ResampleProbability = pruning.Number("resampleProbability") ?? usual.ResampleProbability,
            StartupTrials = pruning.Integer("startupTrials", 0, Most) ?? usual.StartupTrials,
            Upper = pruning.Number("upper"),
            WarmupEpochs = pruning.Number("warmupEpochs") ?? usual.WarmupEpochs,
        };
    }
}
