using System.CommandLine;
using FineTune.Cli.Local;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune down</c>: stops what <c>up</c> started.</summary>
public static class DownCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("down", "Stops the app and Azurite; running segments write their checkpoints first.");
        command.SetAction(result =>
        {
            var stopped = new LocalApp(Checkout.Find()).Down();
            result.InvocationConfiguration.Output.WriteLine(stopped.Count == 0 ? "nothing was running" : $"stopped {string.Join(" and ", stopped)}");
        });
        return command;
    }
}
