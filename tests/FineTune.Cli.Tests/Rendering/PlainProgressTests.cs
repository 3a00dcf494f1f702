using FineTune.Cli.Api;
using FineTune.Cli.Rendering;
using Spectre.Console;

namespace FineTune.Cli.Tests.Rendering;

public sealed class PlainProgressTests : IDisposable
{
    private readonly StringWriter _text = new();
    private readonly PlainProgress _progress;

    public PlainProgressTests() =>
        _progress = new PlainProgress(AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_text) }));

    public void Dispose() => _text.Dispose();

    [Fact]
    public void A_trial_is_written_only_when_it_changed()
    {
        var study = new StudyView { Status = "running", Objective = "accuracy" };
        var trial = new TrialView { Number = 2, Status = "running", EpochsDone = 1, EpochsTarget = 3, Objective = 0.5 };
        _progress.Write(study, [trial]);
        var once = _text.ToString();
        _progress.Write(study, [trial]);
        Assert.Equal(once, _text.ToString());
        _progress.Write(study, [trial with { EpochsDone = 2 }]);
        Assert.Contains("epoch 2/3", _text.ToString()[once.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_of_a_pruned_trial_is_shown()
    {
        _progress.Write(new StudyView { Status = "running", Objective = "accuracy" }, [new TrialView { Status = "pruned", Reason = "7th of 9; the best 3 go on" }]);
        Assert.Contains("(7th of 9; the best 3 go on)", _text.ToString(), StringComparison.Ordinal);
    }
}
