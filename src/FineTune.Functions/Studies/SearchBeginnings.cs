using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;
using FineTune.Training;
using FineTune.Training.Similarity;

namespace FineTune.Functions.Studies;

/// <summary>Where a search begins beyond the recommended defaults: beliefs about parameters, and settings to try early.</summary>
/// <remarks>
/// A belief is centred on the recommended default, or where the similarity finding points, and fades with results. What a study
/// says of a parameter itself is left alone. The baseline stays the plain recommended default, so that a gain is a gain over it.
/// </remarks>
internal static class SearchBeginnings
{
    /// <summary>What a belief is worth in trials.</summary>
    private const double BeliefTrials = 4;

    /// <summary>The deviation of a belief that rests on a recommendation alone, as a part of the range.</summary>
    private const double WideSpread = 0.35;

    /// <summary>The deviation of a belief that was measured.</summary>
    private const double NarrowSpread = 0.25;

    /// <summary>Fewer trials than this are not spent on proposals.</summary>
    private const int FewestTrials = 4;

    /// <summary>One trial in so many is spent on settings that were good across tasks.</summary>
    private const int TrialsForEachOfPortfolio = 6;

    /// <summary>More settings of earlier studies tell a distribution no better.</summary>
    private const int MostEarlier = 24;

    private static readonly string[] Believed = ["learningRate", "weightDecay", "warmupRatio", "dropout"];

    /// <summary>The rules with beliefs and early settings.</summary>
    /// <param name="built">The rules as built from study and defaults.</param>
    /// <param name="named">The parameters that the study itself says something of.</param>
    /// <param name="finding">The similarity finding; null where there is none.</param>
    /// <param name="earlier">Concluded studies to learn from.</param>
    /// <param name="portfolio">Settings that were good across tasks.</param>
    public static StudyRules Apply(
        StudyRulesBuilder.Result built, IReadOnlySet<string> named, SimilarityFinding? finding, IReadOnlyList<EarlierStudy> earlier, IReadOnlyList<PortfolioSetting> portfolio)
    {
        var rules = built.Rules;
        var proposed = finding is null ? built.Defaults : Moved(built.Defaults, finding);
        var space = SearchSpace.Create(rules.Space.Parameters.Select(parameter => named.Contains(parameter.Name) ? parameter : Believe(parameter, proposed, finding)), rules.Space.Constraints);
        var enqueued = new List<(ParameterSet Setting, string Origin)> { (rules.Enqueued[0], "baseline") };
        if (rules.MaxTrials >= FewestTrials)
        {
            if (finding is not null)
            {
                enqueued.Add((TrialHyperparameters.Project(proposed, space), "similarity"));
            }

            enqueued.AddRange(EarlierStudies.Transfer(earlier, space, rules.Enqueued[0]));
            enqueued.AddRange(portfolio
                .Select(good => (EarlierStudies.Fit(ToSetting(good), space, rules.Enqueued[0]), $"portfolio ({good.Source})"))
                .Where(entry => space.Contains(entry.Item1))
                .Take(rules.MaxTrials / TrialsForEachOfPortfolio));
        }

        enqueued = [.. enqueued.DistinctBy(entry => entry.Setting).Where((entry, place) => place == 0 || space.Keeps(entry.Setting))];
        return rules with
        {
            Space = space,
            Enqueued = [.. enqueued.Select(entry => entry.Setting)],
            EnqueuedOrigins = [.. enqueued.Select(entry => entry.Origin)],
            Earlier = [.. earlier.SelectMany(study => study.Settings).Select(setting => EarlierStudies.Fit(setting, space, rules.Enqueued[0])).Where(space.Contains).Distinct().Take(MostEarlier)],
        };
    }

    private static ParameterSet ToSetting(PortfolioSetting good) => ParameterSet.Create(good.Values.Select(value =>
        KeyValuePair.Create(value.Key, value.Value.Deserialize(StudiesJson.Default.ParameterValue))));

    private static Hyperparameters Moved(Hyperparameters defaults, SimilarityFinding finding) => defaults with
    {
        LearningRate = finding.LearningRate,
        FrozenLayers = finding.FrozenLayers,
        FreezeEmbeddings = finding.FreezeEmbeddings,
        LayerwiseDecay = finding.LayerwiseDecay,
    };

    private static Parameter Believe(Parameter parameter, Hyperparameters proposed, SimilarityFinding? finding)
    {
        var measured = finding is not null && parameter.Name is "learningRate" or "frozenLayers";
        if (parameter is FixedParameter or CategoricalParameter || parameter.Prior is not null || (!measured && !Believed.Contains(parameter.Name)))
        {
            return parameter;
        }

        var center = TrialHyperparameters.Project(proposed, SearchSpace.Create([parameter with { When = null }]))[parameter.Name];
        return parameter with { Prior = new ParameterPrior(center, measured ? NarrowSpread : WideSpread, BeliefTrials) };
    }
}
