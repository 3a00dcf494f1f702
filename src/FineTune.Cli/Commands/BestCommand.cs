using System.CommandLine;
using System.Text.Json;
using FineTune.Cli.Api;
using FineTune.Cli.Rendering;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune best</c>: what a study came to.</summary>
public static class BestCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var json = AppOptions.Json();
        var command = new Command("best", "Shows the best trial, the test score and the files of the result.") { study, json };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var id = await StudyArgument.ResolveAsync(client, result.GetValue(study), view => view.Best is not null, cancel).ConfigureAwait(false);
            var best = await client.GetBestAsync(id, cancel).ConfigureAwait(false);
            if (result.GetValue(json))
            {
                await result.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(best, ApiJson.Default.BestView)).ConfigureAwait(false);
                return;
            }

            StudySummary.Write(AnsiConsole.Console, await client.GetStudyAsync(id, cancel).ConfigureAwait(false));
            foreach (var file in best.Files)
            {
                await result.InvocationConfiguration.Output.WriteLineAsync($"  {file.Name,-28} {file.Size,12:N0} bytes").ConfigureAwait(false);
            }
        });
        return command;
    }
}
