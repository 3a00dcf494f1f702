using System.Globalization;
using FineTune.Cli.Api;
using Spectre.Console;

namespace FineTune.Cli.Rendering;

/// <summary>Writes a study's progress as lines: one for each trial that changed, one for the study where its share or state did.</summary>
/// <param name="console">Where to write.</param>
public sealed class PlainProgress(IAnsiConsole console)
{
    private readonly Dictionary<int, string> _shown = [];
    private string _status = "";

    /// <summary>Writes what changed since the last call.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">Its trials.</param>
    public void Write(StudyView study, IReadOnlyList<TrialView> trials)
    {
        var changed = false;
        var searched = SearchedParameters.Of(trials);
        foreach (var trial in trials)
        {
            var state = string.Create(
                CultureInfo.InvariantCulture,
                $"trial {trial.Number,3}  epoch {Words.Epochs(trial.EpochsDone)}/{Words.Epochs(Math.Max(trial.EpochsTarget, trial.EpochsDone))}  {study.Objective} {Words.Score(trial.Objective)}  {trial.Status}{(trial.Reason.Length > 0 ? $"  ({trial.Reason})" : "")}");
            if (_shown.GetValueOrDefault(trial.Number) != state)
            {
                _shown[trial.Number] = state;
                Line($"{state}  {Words.Parameters(trial.Parameters, searched)}");
                changed = true;
            }
        }

        if (changed || _status != study.Status)
        {
            _status = study.Status;
            var left = study.SecondsLeft is { } seconds && !study.IsOver ? $", about {Words.Duration(seconds)} left" : "";
            Line(string.Create(CultureInfo.InvariantCulture, $"{study.Status}: {study.TrialsFinished} of {study.TrialsStarted} trials done, {study.EpochsSpent:0.#} of at most {study.EpochsPlanned:0.#} epochs{left}"));
        }
    }

    private void Line(string text) => console.Profile.Out.Writer.WriteLine(text);
}
