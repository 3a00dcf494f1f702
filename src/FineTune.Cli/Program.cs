using FineTune.Cli.Commands;

return await FineTuneCommand.RunAsync(args).ConfigureAwait(false);
