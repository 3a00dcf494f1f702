using System.CommandLine;
using FineTune.Cli.Api;
using FineTune.Cli.Local;
using FineTune.Cli.Rendering;
using FineTune.Training;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune demo</c>: the main job from upload to best checkpoint, on the sample model and dataset.</summary>
public static class DemoCommand
{
    private const string Dataset = "customer-feedback";
    private const string Model = "nano";

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("demo", "Starts everything, uploads the sample dataset and follows its study to the best checkpoint. Ctrl-C stops watching, not the study.");
        command.SetAction(async (result, cancel) =>
        {
            var console = AnsiConsole.Console;
            var checkout = Checkout.Find();
            console.MarkupLineInterpolated($"[bold]doctor[/]    {ComputeDevice.Probe().Summary}");

            var app = new LocalApp(checkout);
            await app.UpAsync(cancel).ConfigureAwait(false);
            console.MarkupLineInterpolated($"[bold]app[/]       {app.Address} (log: {Path.GetRelativePath(Environment.CurrentDirectory, app.AppLog)})");

            using var client = new FineTuneClient(app.Address);
            var study = await UnfinishedAsync(client, cancel).ConfigureAwait(false);
            if (study is not null)
            {
                console.MarkupLineInterpolated($"[bold]study[/]     {study.Id} is under way; watching it");
            }
            else
            {
                study = await OpenAsync(client, checkout, console, cancel).ConfigureAwait(false);
                console.MarkupLineInterpolated($"[bold]study[/]     {study.Id} opened: the blob trigger saw the upload");
            }

            study = await new StudyWatcher(client, console).WatchAsync(study.Id, cancel).ConfigureAwait(false);
            console.WriteLine();
            StudySummary.Write(console, study);
            if (study.Status == "failed")
            {
                return CommandFailedException.Failure;
            }

            WriteNextSteps(console);
            return 0;
        });
        return command;
    }

    private static async Task<StudyView?> UnfinishedAsync(FineTuneClient client, CancellationToken cancel) =>
        (await client.ListStudiesAsync(cancel).ConfigureAwait(false)).FirstOrDefault(study => study.Dataset == Dataset && !study.IsOver);

    private static async Task<StudyView> OpenAsync(FineTuneClient client, Checkout checkout, IAnsiConsole console, CancellationToken cancel)
    {
        if (!await client.ExistsAsync($"api/models/{Model}/config.json", cancel).ConfigureAwait(false))
        {
            var folder = Path.Combine(checkout.Samples, "models", Model);
            await FolderUpload.ModelAsync(client, Model, folder, (file, size) => Uploaded(console, $"models/{Model}/{file}", size), cancel).ConfigureAwait(false);
        }

        var opened = new OpenedStudy(client);
        await opened.RememberAsync(cancel).ConfigureAwait(false);
        await FolderUpload.DatasetAsync(client, Dataset, Path.Combine(checkout.Samples, "datasets", Dataset), null, (file, size) => Uploaded(console, $"datasets/{Dataset}/{file}", size), cancel).ConfigureAwait(false);
        return await opened.WaitAsync(Dataset, cancel).ConfigureAwait(false);
    }

    private static void Uploaded(IAnsiConsole console, string name, long size) => console.MarkupLineInterpolated($"[bold]uploaded[/]  {name} ({size:N0} bytes)");

    private static void WriteNextSteps(IAnsiConsole console)
    {
        console.WriteLine();
        console.MarkupLine("[bold]Next[/]");
        console.MarkupLine("  classify a sentence       ./finetune predict \"Third parcel this month that never arrived\"");
        console.MarkupLine("  your own data             ./finetune start path/to/train.csv");
        console.MarkupLine("  your own model            ./finetune model add mymodel path/to/huggingface-folder, then ./finetune start data.csv --model mymodel");
        console.MarkupLine("  the checkpoint            ./finetune download");
        console.MarkupLine("  stop everything           ./finetune down");
    }
}
