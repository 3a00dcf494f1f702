using System.CommandLine;
using System.Runtime.InteropServices;
using FineTune.Training;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary>The <c>finetune</c> command and how its failures read.</summary>
public static class FineTuneCommand
{
    private const int Interrupted = 130;
    private const int RedirectedWidth = 1000;

    /// <summary>Builds the command tree.</summary>
    /// <returns>The root command.</returns>
    public static RootCommand Create()
    {
        var root = new RootCommand("Fine-tunes pretrained models: drop a dataset, get back the best checkpoint with the evidence for why it is the best.")
        {
            BestCommand.Create(),
            DemoCommand.Create(),
            DoctorCommand.Create(),
            DownCommand.Create(),
            DownloadCommand.Create(),
            ExportCommand.Create(),
            GenerateCommand.Create(),
            ListCommand.Create(),
            ModelCommand.Create(),
            LearningRateCommand.Create(),
            PretrainCommand.Create(),
            PredictCommand.Create(),
            StartCommand.Create(),
            StatusCommand.Create(),
            StopCommand.Create(),
            UpCommand.Create(),
            WatchCommand.Create(),
        };
        root.Options.Add(AppOptions.Address);
        root.Options.Add(AppOptions.Key);
        return root;
    }

    /// <summary>Parses and runs a command line.</summary>
    /// <param name="args">The words behind <c>finetune</c>.</param>
    /// <returns>The exit code: 0, 2 for a user's mistake, 130 after Ctrl-C, 1 otherwise.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"finetune: {error.Message}").ConfigureAwait(false);
            }

            return CommandFailedException.UserMistake;
        }

        if (Console.IsOutputRedirected)
        {
            // A file or a pipe gets whole lines without colours, however wide the terminal was.
            AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (CommandFailedException failure)
        {
            await Console.Error.WriteLineAsync($"finetune: {failure.Message}").ConfigureAwait(false);
            return failure.ExitCode;
        }
        catch (InvalidInputException mistake)
        {
            await Console.Error.WriteLineAsync($"finetune: {string.Join("; ", mistake.Problems)}").ConfigureAwait(false);
            return CommandFailedException.UserMistake;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException or ExternalException)
        {
            await Console.Error.WriteLineAsync($"finetune: {exception.Message}").ConfigureAwait(false);
            return CommandFailedException.Failure;
        }
    }
}
