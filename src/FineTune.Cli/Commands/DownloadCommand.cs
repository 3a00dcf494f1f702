using System.CommandLine;
using FineTune.Cli.Local;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune download</c>: the best checkpoint as a folder.</summary>
public static class DownloadCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var folder = new Option<string?>("--to") { Description = "The folder to fill; best-{study} where not given." };
        var command = new Command("download", "Downloads the best checkpoint: a folder that from_pretrained opens.") { study, folder };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var id = await StudyArgument.ResolveAsync(client, result.GetValue(study), view => view.Checkpoint is not null, cancel).ConfigureAwait(false);
            var target = Path.GetFullPath(result.GetValue(folder) ?? $"best-{id}");
            var files = await BestCheckpoint.DownloadAsync(client, id, target, AnsiConsole.Console, cancel).ConfigureAwait(false);
            await result.InvocationConfiguration.Output.WriteLineAsync($"{files.Count} files in {target}").ConfigureAwait(false);
        });
        return command;
    }
}
