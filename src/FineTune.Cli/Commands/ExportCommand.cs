using System.CommandLine;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune export</c>: a study's trials as CSV.</summary>
public static class ExportCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var file = new Option<string?>("--to") { Description = "The file to write; {study}-trials.csv where not given." };
        var command = new Command("export", "Writes a study's trials as CSV, one a line, with their hyperparameters, scores and reasons.") { study, file };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var id = await StudyArgument.ResolveAsync(client, result.GetValue(study), _ => true, cancel).ConfigureAwait(false);
            var target = Path.GetFullPath(result.GetValue(file) ?? $"{id}-trials.csv");
            await client.DownloadAsync($"api/studies/{Uri.EscapeDataString(id)}/trials.csv", target, null, cancel).ConfigureAwait(false);
            await result.InvocationConfiguration.Output.WriteLineAsync(target).ConfigureAwait(false);
        });
        return command;
    }
}
