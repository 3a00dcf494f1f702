using System.Globalization;
using FineTune.Cli.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FineTune.Cli.Rendering;

/// <summary>Draws a running study for a person: a table of trials and a line of progress.</summary>
public static class StudyScreen
{
    private const int MostRows = 24;
    private const int BarWidth = 30;

    /// <summary>Draws the study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">Its trials.</param>
    /// <returns>What to show.</returns>
    public static IRenderable Draw(StudyView study, IReadOnlyList<TrialView> trials) =>
        study.Similarity is { Reasons: [.., var conclusion] }
            ? new Rows(Table(study, trials), new Markup($"[grey]{Markup.Escape(conclusion)}[/]"), new Markup(Progress(study)))
            : new Rows(Table(study, trials), new Markup(Progress(study)));

    /// <summary>The line of progress.</summary>
    /// <param name="study">The study.</param>
    /// <returns>Markup of a bar, the epochs spent and the time left.</returns>
    public static string Progress(StudyView study)
    {
        var share = study.EpochsPlanned > 0 ? Math.Clamp(study.EpochsSpent / study.EpochsPlanned, 0, 1) : 0;
        var filled = (int)Math.Round(share * BarWidth);
        var bar = $"[green]{new string('━', filled)}[/][grey]{new string('━', BarWidth - filled)}[/]";
        var left = study.SecondsLeft is { } seconds && !study.IsOver ? $", about {Words.Duration(seconds)} left" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bar} {study.Status}: {study.TrialsFinished} of {study.TrialsStarted} trials done, {study.EpochsSpent:0.#} of at most {study.EpochsPlanned:0.#} epochs{left}");
    }

    private static Table Table(StudyView study, IReadOnlyList<TrialView> trials)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"study {study.Id}"));
        table.AddColumns("trial", "epoch", "hyperparameters", Markup.Escape($"validation {study.Objective}"), "state", "reason");
        var searched = SearchedParameters.Of(trials);
        foreach (var trial in trials.Skip(Math.Max(0, trials.Count - MostRows)))
        {
            var isBest = study.Best?.Trial == trial.Number;
            table.AddRow(
                new Markup(isBest ? $"[green bold]{trial.Number} ★[/]" : trial.Number.ToString(CultureInfo.InvariantCulture)),
                new Markup($"{Words.Epochs(trial.EpochsDone)}/{Words.Epochs(Math.Max(trial.EpochsTarget, trial.EpochsDone))}"),
                new Markup(Markup.Escape(Words.Parameters(trial.Parameters, searched))),
                new Markup(isBest ? $"[green bold]{Words.Score(trial.Objective)}[/]" : Words.Score(trial.Objective)),
                new Markup($"[{Colour(trial.Status)}]{Markup.Escape(trial.Status)}[/]"),
                new Markup($"[grey]{Markup.Escape(trial.Reason)}[/]"));
        }

        return table;
    }

    private static string Colour(string status) => status switch
    {
        "running" => "yellow",
        "completed" => "green",
        "failed" => "red",
        _ => "grey",
    };
}
