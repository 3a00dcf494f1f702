using FineTune.Functions.Studies;
using FineTune.Search.Importance;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Api;

/// <summary>How much each searched hyperparameter mattered (PED-ANOVA).</summary>
/// <param name="Parameters">The hyperparameters, the most important first.</param>
/// <param name="Trials">The number of trials compared.</param>
/// <param name="Epochs">The epochs after which they are compared.</param>
public sealed record ImportanceView(IReadOnlyList<ImportanceView.Share> Parameters, int Trials, double Epochs)
{
    /// <summary>The importance in a study; null where too few trials have a result.</summary>
    public static ImportanceView? Of(StudyPlan plan, StudyState state)
    {
        var importance = StudyImportance.Of(plan.Rules, state);
        return importance.Parameters.Count == 0
            ? null
            : new ImportanceView([.. importance.Parameters.Select(parameter => new Share(parameter.Name, parameter.Share))], importance.Trials, importance.Epochs);
    }

    /// <summary>One hyperparameter.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its share, 0 to 1; all shares add up to 1.</param>
    public sealed record Share(string Name, double Value);
}
