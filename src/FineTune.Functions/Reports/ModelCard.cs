using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FineTune.Functions.Costs;
using FineTune.Functions.Finalists;
using FineTune.Functions.Studies;
using FineTune.Search.Importance;
using FineTune.Search.Ledger;
using FineTune.Training.Tasks;

namespace FineTune.Functions.Reports;

/// <summary>Writes the model card of a study's result: <c>best/README.md</c>.</summary>
internal static class ModelCard
{
    private const string Markup = @"\`*_{}[]<>#|&~";

    /// <summary>The card as Markdown with the header that Hugging Face reads.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="state">The study before its conclusion.</param>
    /// <param name="best">The trial whose weights these are.</param>
    /// <param name="concluded">The conclusion.</param>
    public static string Write(StudyPlan plan, StudyState state, TrialState best, StudyConcluded concluded)
    {
        var card = new StringBuilder();
        var task = FineTuningTask.Find(plan.Task);
        card.Append(CultureInfo.InvariantCulture, $"---\npipeline_tag: {task.Pipeline}\nlibrary_name: transformers\ntags:\n- {task.Pipeline}\n- fine-tuned\n---\n\n");
        card.Append(CultureInfo.InvariantCulture, $"# {Plain(plan.Name)}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"`{plan.Model}` ({plan.Architecture}, {plan.ParameterCount:N0} parameters) fine-tuned to {task.Purpose}{(plan.Labels.Count > 0 ? $" ({plan.Labels.Count} labels)" : "")}, ");
        card.Append(CultureInfo.InvariantCulture, $"on the dataset `{plan.Dataset}`: {plan.Rows.Train} rows to train on, {plan.Rows.Validation} to choose by, {plan.Rows.Test} kept for the end.\n\n");
        card.Append("## Result\n\n| split | metric | best | recommended defaults |\n| --- | --- | --- | --- |\n");
        card.Append(CultureInfo.InvariantCulture, $"| validation | {plan.Objective} | {best.BestObjective:0.0000} | |\n");
        card.Append(CultureInfo.InvariantCulture, $"| test | {TestScores.Shown(plan.Objective, concluded.BestTest)} | {Interval(plan, concluded.BestTest)} | {Interval(plan, concluded.BaselineTest)} |\n\n");
        card.Append("The test split was looked at once, after the choice. Intervals hold 95 %: Wilson's for an accuracy, else of a bootstrap over the rows.\n\n");
        card.Append(CultureInfo.InvariantCulture, $"## Hyperparameters (trial {best.Number}, epoch {best.BestEpoch:0.##})\n\n");
        var lineage = Lineage.Of(state, best.Number, best.BestEpoch);
        foreach (var (name, value) in lineage.Count > 0 ? lineage[^1].Parameters : best.Parameters)
        {
            card.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
        }

        if (lineage.Count > 1)
        {
            card.Append("\nThese were in force at the end. The weights came to be in a population whose members adopt each other's checkpoints:\n\n");
            foreach (var step in lineage)
            {
                card.Append(CultureInfo.InvariantCulture, $"- epoch {step.FromEpoch:0.##} to {step.ToEpoch:0.##}, trained as trial {step.Trial}: {LineageSection.Changing(lineage, step)}\n");
            }
        }

        AppendFindings(card, plan, state, best);
        if (plan.Labels.Count > 0)
        {
            card.Append("\n## Labels\n\n").AppendJoin(", ", plan.Labels.Select(label => $"`{Text(label)}`")).Append('\n');
        }

        return card.ToString();
    }

    /// <summary>How these weights were found: adapters, the search, the race, what mattered, what was known before, what it took.</summary>
    private static void AppendFindings(StringBuilder card, StudyPlan plan, StudyState state, TrialState best)
    {
        card.Append("\n## How it was found\n\n");
        if (best.Parameters.TryGetValue("loraRank", out var rank) && rank.IsNumber && rank.AsDouble() > 0)
        {
            card.Append(CultureInfo.InvariantCulture, $"- Trained as LoRA adapters of rank {rank}, merged into these weights.\n");
        }

        var seconds = StudyCost.DeviceSeconds(state);
        card.Append(CultureInfo.InvariantCulture, $"- {state.Trials.Count} trials, {state.Trials.Sum(trial => trial.EpochsDone):0.##} epochs, {HtmlText.Duration(seconds)} of device time on {Plain(plan.DeviceSummary)}");
        card.Append(plan.Rates.DeviceHour > 0 ? string.Create(CultureInfo.InvariantCulture, $" (cost {StudyCost.Of(plan.Rates, seconds, 0, 0).Device:0.00}).\n") : "\n");
        card.Append(CultureInfo.InvariantCulture, $"- Finalists: {Plain(state.Finalists?.Reason ?? FinalistField.WhyNot(plan, state) ?? "the race was not begun")}.\n");
        var importance = StudyImportance.Of(plan.Rules, state);
        if (importance.Parameters.Count > 0)
        {
            card.Append("- What mattered (PED-ANOVA): ").AppendJoin(", ", importance.Parameters.Take(5).Select(parameter => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} {100 * parameter.Share:0} %"))).Append(".\n");
        }

        foreach (var reason in plan.Similarity?.Reasons ?? [])
        {
            card.Append(CultureInfo.InvariantCulture, $"- {Plain(reason)}\n");
        }
    }

    private static string Interval(StudyPlan plan, ImmutableSortedDictionary<string, double> test) =>
        TestScores.Shown(plan.Objective, test) is { } metric
            ? string.Create(CultureInfo.InvariantCulture, $"{test[metric]:0.0000} ({test[metric + "_low"]:0.0000} to {test[metric + "_high"]:0.0000})")
            : "";

    /// <summary>A user's text on one line of Markdown that means itself: nothing in it is markup, of Markdown or HTML.</summary>
    private static string Plain(string text) =>
        string.Concat(OneLine(text).Select(c => Markup.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));

    /// <summary>A user's text inside a code span, without what would end the span or a cell.</summary>
    private static string Text(string text) =>
        OneLine(text).Replace("`", "'", StringComparison.Ordinal).Replace("|", "/", StringComparison.Ordinal);

    private static string OneLine(string text) => string.Concat(DirectionMarks.Show(text).Select(c => char.IsControl(c) ? ' ' : c));
}
