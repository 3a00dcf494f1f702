using FineTune.Cli.Api;
using Spectre.Console;

namespace FineTune.Cli.Rendering;

/// <summary>What was found of data and model before the search: warnings, and how near the task is to what the model knows.</summary>
public static class StudyFindings
{
    /// <summary>Writes the findings, a sentence a line; nothing where there are none.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="study">The study.</param>
    public static void Write(IAnsiConsole console, StudyView study)
    {
        foreach (var warning in study.Warnings ?? [])
        {
            console.MarkupLineInterpolated($"[yellow]note[/]             {warning}");
        }

        foreach (var reason in study.Similarity?.Reasons ?? [])
        {
            console.MarkupLineInterpolated($"[grey]similarity[/]       {reason}");
        }
    }
}
