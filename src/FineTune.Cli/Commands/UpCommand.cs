using System.CommandLine;
using FineTune.Cli.Local;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune up</c>: starts the storage emulator and the app in the background.</summary>
public static class UpCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("up", "Starts Azurite and the app in the background; studies that were running go on.");
        command.SetAction(async (result, cancel) =>
        {
            var app = new LocalApp(Checkout.Find());
            var started = await app.UpAsync(cancel).ConfigureAwait(false);
            await result.InvocationConfiguration.Output.WriteLineAsync($"{(started ? "started" : "already running")}: {app.Address} (log: {app.AppLog})").ConfigureAwait(false);
        });
        return command;
    }
}
