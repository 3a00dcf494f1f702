using System.CommandLine;
using System.Text.Json;
using FineTune.Cli.Api;
using FineTune.Cli.Rendering;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune list</c>: every study.</summary>
public static class ListCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var json = AppOptions.Json();
        var command = new Command("list", "Lists the studies, newest first.") { json };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var studies = await client.ListStudiesAsync(cancel).ConfigureAwait(false);
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new StudyPage(studies), ApiJson.Default.StudyPage)).ConfigureAwait(false);
                return;
            }

            foreach (var study in studies)
            {
                await output.WriteLineAsync($"{study.Id,-40} {study.Status,-10} {study.Dataset,-24} best {Words.Score(study.Best?.Objective)}  {study.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm}").ConfigureAwait(false);
            }

            if (studies.Count == 0)
            {
                await output.WriteLineAsync("no studies yet; `finetune start PATH` opens one").ConfigureAwait(false);
            }
        });
        return command;
    }
}
