using System.CommandLine;
using FineTune.Cli.Api;
using FineTune.Cli.Local;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary>The study that a command is about: named, or the newest.</summary>
public static class StudyArgument
{
    /// <summary>A new argument.</summary>
    /// <returns>The argument.</returns>
    public static Argument<string?> Create() => new("study") { Arity = ArgumentArity.ZeroOrOne, Description = "The study's id; the newest where not given." };

    /// <summary>The id of the study that is meant.</summary>
    /// <param name="client">The app.</param>
    /// <param name="named">What the command line names.</param>
    /// <param name="accept">Which studies may be meant where none is named.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The id.</returns>
    /// <exception cref="CommandFailedException">No study is named and there is none.</exception>
    public static async Task<string> ResolveAsync(FineTuneClient client, string? named, Func<StudyView, bool> accept, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        var studies = await client.ListStudiesAsync(cancel).ConfigureAwait(false);
        return studies.FirstOrDefault(accept)?.Id
            ?? throw new CommandFailedException("there is no such study yet; `finetune start PATH` opens one, `finetune list` shows all");
    }

    /// <summary>Brings the best checkpoint of a study to this machine.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="named">The study; null for the newest finished one.</param>
    /// <param name="cancel">Stops the download.</param>
    /// <returns>The checkpoint's folder.</returns>
    public static async Task<string> FetchBestAsync(ParseResult result, string? named, CancellationToken cancel)
    {
        using var client = AppOptions.Client(result);
        var id = await ResolveAsync(client, named, view => view.Checkpoint is not null, cancel).ConfigureAwait(false);
        var cache = Path.Combine(Checkout.Find().State, "best", id);
        await BestCheckpoint.DownloadAsync(client, id, cache, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), cancel).ConfigureAwait(false);
        return cache;
    }
}
