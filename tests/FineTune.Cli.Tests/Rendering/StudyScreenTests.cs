using FineTune.Cli.Api;
using FineTune.Cli.Rendering;
using Spectre.Console;

namespace FineTune.Cli.Tests.Rendering;

public sealed class StudyScreenTests
{
    [Fact]
    public void The_screen_shows_trials_scores_states_and_the_time_left()
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 160;
        var study = new StudyView { Id = "abc", Status = "running", Objective = "accuracy", EpochsSpent = 3, EpochsPlanned = 12, SecondsLeft = 90, TrialsStarted = 2, Best = new TrialScore(1, 0.8) };
        console.Write(StudyScreen.Draw(study,
        [
            new TrialView { Number = 0, Status = "completed", EpochsDone = 3, EpochsTarget = 3, Objective = 0.75, Reason = "reached [the] end" },
            new TrialView { Number = 1, Status = "running", EpochsDone = 1, EpochsTarget = 3, Objective = 0.8 },
        ]));
        Assert.Contains("0.7500", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 ★", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("reached [the] end", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 min 30 s left", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_found_before_the_search_is_shown()
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 160;
        var study = new StudyView { Id = "abc", Status = "running", Similarity = new TaskSimilarity("close", ["A probe gets 0.9.", "Freeze [3] layers."]), Warnings = ["Two rows repeat."] };
        console.Write(StudyScreen.Draw(study, []));
        StudyFindings.Write(console, study);
        Assert.Equal(2, text.ToString().Split("Freeze [3] layers.").Length - 1);
        Assert.Contains("Two rows repeat.", text.ToString(), StringComparison.Ordinal);
    }
}
