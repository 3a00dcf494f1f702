using FineTune.Cli.Api;
using Spectre.Console;

namespace FineTune.Cli.Rendering;

/// <summary>The end of a study in a few lines.</summary>
public static class StudySummary
{
    /// <summary>Writes what came out: best against default, the test split's score, and where the checkpoint lies.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="study">The study.</param>
    public static void Write(IAnsiConsole console, StudyView study)
    {
        if (study.Status == "failed")
        {
            console.MarkupLine($"[red]study {Markup.Escape(study.Id)} failed[/]");
            foreach (var problem in study.Problems)
            {
                console.MarkupLineInterpolated($"  {problem.ToLine()}");
            }

            return;
        }

        if (study.Best is { } best)
        {
            console.MarkupLineInterpolated($"best trial       [green]{best.Trial}[/]: validation {study.Objective} [green]{Words.Score(best.Objective)}[/] at epoch {Words.Epochs(best.Epoch ?? 0)}   {Words.Parameters(best.Parameters ?? new Dictionary<string, System.Text.Json.JsonElement>())}");
        }

        if (study.Baseline is { } baseline)
        {
            console.MarkupLineInterpolated($"default settings {baseline.Trial}: validation {study.Objective} {Words.Score(baseline.Objective)} at epoch {Words.Epochs(baseline.Epoch ?? 0)}");
        }

        WriteTest(console, "best on test   ", study.Test?.Best);
        WriteTest(console, "default on test", study.Test?.Baseline);
        if (study.Checkpoint is { } checkpoint)
        {
            console.MarkupLineInterpolated($"checkpoint       {checkpoint}");
        }
    }

    private static void WriteTest(IAnsiConsole console, string name, TestScore? score)
    {
        if (score is not null)
        {
            console.MarkupLineInterpolated($"{name}  {score.Metric} {Words.Score(score.Value)}, 95 % interval {Words.Score(score.Low)} to {Words.Score(score.High)} ({score.N} examples never seen before)");
        }
    }
}
