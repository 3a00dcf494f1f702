using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Reports;

/// <summary>Writes the model card of a study's result: <c>best/README.md</c>.</summary>
internal static class ModelCard
{
    /// <summary>The card as Markdown with the header that Hugging Face reads.</summary>
    public static string Write(StudyPlan plan, TrialState best, StudyConcluded concluded)
    {
        var card = new StringBuilder();
        var task = FineTuningTask.Find(plan.Task);
        card.Append(CultureInfo.InvariantCulture, $"---\npipeline_tag: {task.Pipeline}\nlibrary_name: transformers\ntags:\n- {task.Pipeline}\n- fine-tuned\n---\n\n");
        card.Append(CultureInfo.InvariantCulture, $"# {Text(plan.Name)}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"`{plan.Model}` ({plan.Architecture}, {plan.ParameterCount:N0} parameters) fine-tuned to {task.Purpose}{(plan.Labels.Count > 0 ? $" ({plan.Labels.Count} labels)" : "")}, ");
        card.Append(CultureInfo.InvariantCulture, $"on the dataset `{plan.Dataset}`: {plan.Rows.Train} rows to train on, {plan.Rows.Validation} to choose by, {plan.Rows.Test} kept for the end.\n\n");
        card.Append("## Result\n\n| split | metric | best | recommended defaults |\n| --- | --- | --- | --- |\n");
        card.Append(CultureInfo.InvariantCulture, $"| validation | {plan.Objective} | {best.BestObjective:0.0000} | |\n");
        card.Append(CultureInfo.InvariantCulture, $"| test | {TestScores.Shown(plan.Objective, concluded.BestTest)} | {Interval(plan, concluded.BestTest)} | {Interval(plan, concluded.BaselineTest)} |\n\n");
        card.Append("The test split was looked at once, after the choice. Intervals hold 95 %: Wilson's for an accuracy, else of a bootstrap over the rows.\n\n");
        card.Append(CultureInfo.InvariantCulture, $"## Hyperparameters (trial {best.Number}, epoch {best.BestEpoch:0.##})\n\n");
        foreach (var (name, value) in best.Parameters)
        {
            card.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
        }

        if (plan.Labels.Count > 0)
        {
            card.Append("\n## Labels\n\n").AppendJoin(", ", plan.Labels.Select(label => $"`{Text(label)}`")).Append('\n');
        }

        return card.ToString();
    }

    private static string Interval(StudyPlan plan, ImmutableSortedDictionary<string, double> test) =>
        TestScores.Shown(plan.Objective, test) is { } metric
            ? string.Create(CultureInfo.InvariantCulture, $"{test[metric]:0.0000} ({test[metric + "_low"]:0.0000} to {test[metric + "_high"]:0.0000})")
            : "";

    /// <summary>A user's text on one line of Markdown, without what would end a cell or a code span.</summary>
    private static string Text(string text) =>
        string.Concat(DirectionMarks.Show(text).Select(c => char.IsControl(c) ? ' ' : c)).Replace("`", "'", StringComparison.Ordinal).Replace("|", "/", StringComparison.Ordinal);
}
