using System.Globalization;

namespace FineTune.Training.Similarity;

/// <summary>From measured numbers to a verdict and to proposals, with the reasons in words.</summary>
/// <remarks>
/// Close tasks keep most layers and bear large rates, since little more than the head is trained; different ones train everything at
/// moderate rates, lower layers more slowly (Howard and Ruder 2018; Lee, Tang and Lin 2019; Mosbach et al. 2021).
/// </remarks>
internal static class SimilarityRules
{
    private const double CloseSkill = 0.8;
    private const double DifferentSkill = 0.4;

    /// <summary>Judges.</summary>
    /// <param name="signals">What was measured.</param>
    /// <param name="settings">The ranges that proposals lie in.</param>
    /// <param name="layers">The model's layers.</param>
    public static SimilarityFinding Propose(SimilaritySignals signals, RecommendedSettings settings, int layers)
    {
        var closeness = Judge(signals);
        var (share, decay, from, to) = closeness switch
        {
            Closeness.Close => (0.75, 1.0, 0.5, 1.0),
            Closeness.Medium => (0.5, 0.9, 0.25, 0.75),
            _ => (0.0, 0.9, 0.0, 0.5),
        };
        var most = settings.Ranges.FirstOrDefault(range => range.Name == "frozenLayers")?.High ?? 0;
        var frozen = (int)Math.Min(most, Math.Round(share * layers));
        var (low, high) = Part(settings, from, to);
        return new SimilarityFinding
        {
            Closeness = closeness,
            Rows = signals.Rows,
            HeldOutRows = signals.HeldOutRows,
            Measure = signals.Measure,
            Probe = signals.Probe,
            ProbeOfRandomWeights = signals.ProbeOfRandomWeights,
            ProbeOfNothing = signals.ProbeOfNothing,
            LogMe = signals.LogMe,
            LogMeOfRandomWeights = signals.LogMeOfRandomWeights,
            LanguageLoss = signals.Language?.Loss,
            LanguageLossByFrequencies = signals.Language?.ByFrequencies,
            FrozenLayers = frozen,
            FreezeEmbeddings = closeness == Closeness.Close,
            LayerwiseDecay = decay,
            LearningRateLow = low,
            LearningRateHigh = high,
            Reasons = [.. Measured(signals), Conclusion(closeness, frozen, layers, low, high)],
        };
    }

    private static Closeness Judge(SimilaritySignals signals)
    {
        if (signals.Skill < DifferentSkill || !signals.PretrainingHelps)
        {
            return Closeness.Different;
        }

        return signals.Skill >= CloseSkill && !signals.TextIsForeign ? Closeness.Close : Closeness.Medium;
    }

    /// <summary>A part of the learning-rate range on a logarithmic scale.</summary>
    private static (double Low, double High) Part(RecommendedSettings settings, double from, double to)
    {
        var rate = settings.Hyperparameters.LearningRate;
        var range = settings.Ranges.FirstOrDefault(entry => entry.Name == "learningRate");
        var (low, high) = range is null ? (rate, rate) : (range.Low, range.High);
        return (low * Math.Pow(high / low, from), low * Math.Pow(high / low, to));
    }

    private static IEnumerable<string> Measured(SimilaritySignals signals)
    {
        yield return ProbeSentences.OfProbe(signals);
        yield return ProbeSentences.OfEvidence(signals);
        if (signals.Language is { } language)
        {
            var known = signals.TextIsForeign ? "this language is foreign to the model" : "the model knows this language";
            yield return Say($"The base model's {language.Kind} language-modelling loss on the texts is {language.Loss:0.00} nats a token, by token frequencies alone {language.ByFrequencies:0.00}: {known}.");
        }
    }

    private static string Conclusion(Closeness closeness, int frozen, int layers, double low, double high)
    {
        var (what, part) = closeness switch
        {
            Closeness.Close => ("The task is close to what the model knows", "the upper half of the learning rates, since little more than the head changes"),
            Closeness.Medium => ("The task is partly what the model knows", "the middle half of the learning rates"),
            _ => ("The task is different from what the model knows", "the lower half of the learning rates, so that what was learned is not lost at once"),
        };
        var layersSay = frozen == 0 ? "train all layers" : $"freeze {frozen} of {layers} layers";
        return Say($"{what}: {layersSay}, and look first at {part} ({low:0.0e+0} to {high:0.0e+0}).");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
