using System.CommandLine;
using FineTune.Cli.Rendering;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune watch</c>: follows a study until it is over.</summary>
public static class WatchCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var command = new Command("watch", "Follows a study; Ctrl-C stops watching, not the study.") { study };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var id = await StudyArgument.ResolveAsync(client, result.GetValue(study), _ => true, cancel).ConfigureAwait(false);
            var view = await new StudyWatcher(client, AnsiConsole.Console).WatchAsync(id, cancel).ConfigureAwait(false);
            StudySummary.Write(AnsiConsole.Console, view);
            return view.Status == "failed" ? CommandFailedException.UserMistake : 0;
        });
        return command;
    }
}
