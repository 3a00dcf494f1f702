using System.CommandLine;
using System.Text.Json;
using FineTune.Cli.Api;
using FineTune.Cli.Rendering;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune status</c>: one study as it stands.</summary>
public static class StatusCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var json = AppOptions.Json();
        var command = new Command("status", "Shows a study as it stands.") { study, json };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var id = await StudyArgument.ResolveAsync(client, result.GetValue(study), _ => true, cancel).ConfigureAwait(false);
            var view = await client.GetStudyAsync(id, cancel).ConfigureAwait(false);
            if (result.GetValue(json))
            {
                await result.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(view, ApiJson.Default.StudyView)).ConfigureAwait(false);
                return;
            }

            var trials = await client.GetTrialsAsync(id, cancel).ConfigureAwait(false);
            if (Console.IsOutputRedirected)
            {
                new PlainProgress(AnsiConsole.Console).Write(view, trials);
            }
            else
            {
                AnsiConsole.Write(StudyScreen.Draw(view, trials));
            }

            StudyFindings.Write(AnsiConsole.Console, view);
            StudySummary.Write(AnsiConsole.Console, view);
        });
        return command;
    }
}
