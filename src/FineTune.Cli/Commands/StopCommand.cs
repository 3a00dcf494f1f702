using System.CommandLine;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune stop</c>: ends a study early and keeps the best so far.</summary>
public static class StopCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var study = StudyArgument.Create();
        var command = new Command("stop", "Stops a study; the best checkpoint so far becomes its result.") { study };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var id = await StudyArgument.ResolveAsync(client, result.GetValue(study), view => !view.IsOver, cancel).ConfigureAwait(false);
            await client.ActAsync(id, "stop", cancel).ConfigureAwait(false);
            await result.InvocationConfiguration.Output.WriteLineAsync($"study {id} concludes with the best so far; `finetune watch {id}` follows it").ConfigureAwait(false);
        });
        return command;
    }
}
