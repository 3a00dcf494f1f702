using System.Globalization;

namespace FineTune.Training.Similarity;

/// <summary>What the probe and LogME found, in words that fit what they were asked.</summary>
internal static class ProbeSentences
{
    /// <summary>The probe's score beside those of random weights and of not looking.</summary>
    public static string OfProbe(SimilaritySignals signals)
    {
        var (examples, nothing) = signals.Measure switch
        {
            ProbeMeasure.Images => ("images", "the most frequent class"),
            ProbeMeasure.Words => ("words", "the most frequent tag"),
            ProbeMeasure.Labels => ("rows", "the more frequent answer to each label"),
            ProbeMeasure.Variance => ("rows", "their mean"),
            _ => ("rows", "the most frequent label"),
        };
        var measured = $"{signals.HeldOutRows} validation {examples}";
        var score = Number(signals.Probe);
        var result = signals.Measure switch
        {
            ProbeMeasure.Labels => $"gets {score} of the labels of {measured} right",
            ProbeMeasure.Variance => $"explains {score} of the variance of {measured}",
            _ => $"gets {score} of {measured} right",
        };
        return $"A linear probe on the frozen features of {signals.Rows} {examples} {result}; on those of random weights {Number(signals.ProbeOfRandomWeights)}, {nothing} alone {Number(signals.ProbeOfNothing)}.";
    }

    /// <summary>The evidence beside that of random weights.</summary>
    public static string OfEvidence(SimilaritySignals signals)
    {
        var (example, what) = signals.Measure switch
        {
            ProbeMeasure.Images => ("an image", "labels"),
            ProbeMeasure.Words => ("a word", "tags"),
            ProbeMeasure.Variance => ("a row", "numbers"),
            _ => ("a row", "labels"),
        };
        var verdict = signals.PretrainingHelps ? "pretraining helps" : "pretraining does not help";
        return $"LogME is {Number(signals.LogMe)} nats {example}, with random weights {Number(signals.LogMeOfRandomWeights)}: {verdict} to explain the {what}.";
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
