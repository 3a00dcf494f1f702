using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Search.Importance;

/// <summary>The importance of a study's hyperparameters, with what it rests on.</summary>
/// <param name="Parameters">The hyperparameters, the most important first; empty where too few trials have a result.</param>
/// <param name="Trials">The number of trials compared.</param>
/// <param name="Epochs">The epochs after which they are compared.</param>
public sealed record StudyImportance(IReadOnlyList<ParameterImportance> Parameters, int Trials, double Epochs)
{
    /// <summary>Fewer results than this say nothing.</summary>
    public const int FewestTrials = 5;

    /// <summary>PED-ANOVA over the results at one rung.</summary>
    /// <remarks>
    /// Trials are compared after the same length of training. Of the rungs the highest one with at least two results a searched parameter
    /// (and five in all) is taken; where there is none, the one with the most results. A trial that ended early stands in the rungs after.
    /// </remarks>
    public static StudyImportance Of(StudyRules rules, StudyState state)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(state);
        var wanted = Math.Max(FewestTrials, 2 * rules.Space.Parameters.Count(parameter => parameter.Cardinality is not 1));
        var (best, bestRung) = (new List<Observation>(), 0);
        for (var rung = rules.RungEpochs.Length - 1; rung >= 0 && best.Count < wanted; rung--)
        {
            var found = At(rules, state, rung);
            if (found.Count > best.Count)
            {
                (best, bestRung) = (found, rung);
            }
        }

        return new StudyImportance(best.Count < FewestTrials ? [] : PedAnova.Of(rules.Space, best), best.Count, rules.RungEpochs[bestRung]);
    }

    private static List<Observation> At(StudyRules rules, StudyState state, int rung)
    {
        var found = new List<Observation>();
        foreach (var trial in state.Trials)
        {
            var segment = trial.Segments.GetValueOrDefault(rung)
                          ?? (trial.Status == TrialStatus.Completed ? trial.Segments.Values.Last() : null);
            if (segment is not null && segment.Rung <= rung && double.IsFinite(segment.BestObjective))
            {
                found.Add(new Observation(trial.Parameters, [Objective.Loss(segment.BestObjective, rules.Direction)]));
            }
        }

        return found;
    }
}
