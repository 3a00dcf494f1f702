namespace FineTune.Training.Similarity;

/// <summary>The measured numbers that <see cref="SimilarityRules"/> judge.</summary>
/// <param name="Rows">Rows fitted on.</param>
/// <param name="HeldOutRows">Rows measured on.</param>
/// <param name="Probe">Score of the probe.</param>
/// <param name="ProbeOfRandomWeights">The same with random weights.</param>
/// <param name="ProbeOfNothing">The same without looking at features: the most frequent class, or the mean.</param>
/// <param name="LogMe">Evidence a row.</param>
/// <param name="LogMeOfRandomWeights">The same with random weights.</param>
/// <param name="Language">The base model's own loss, where it has a head for it.</param>
internal sealed record SimilaritySignals(
    int Rows,
    int HeldOutRows,
    double Probe,
    double ProbeOfRandomWeights,
    double ProbeOfNothing,
    double LogMe,
    double LogMeOfRandomWeights,
    LanguageModelLoss? Language)
{
    /// <summary>What the probe's score counts.</summary>
    public ProbeMeasure Measure { get; init; } = ProbeMeasure.Texts;

    /// <summary>The share of what the most frequent class leaves that the probe gets right; 0 is no better than not looking, 1 is perfect.</summary>
    public double Skill => ProbeOfNothing < 1 ? (Probe - ProbeOfNothing) / (1 - ProbeOfNothing) : 0;

    /// <summary>Whether pretraining, and not the architecture alone, explains the labels.</summary>
    public bool PretrainingHelps => LogMe > LogMeOfRandomWeights;

    /// <summary>Whether the texts are foreign to the model: it predicts them no better than token frequencies do.</summary>
    public bool TextIsForeign => Language is { } language && language.Loss >= language.ByFrequencies;
}
