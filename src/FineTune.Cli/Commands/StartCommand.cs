using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Cli.Api;
using FineTune.Cli.Local;
using FineTune.Cli.Rendering;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune start</c>: opens a study on one's own data.</summary>
public static class StartCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var path = new Argument<string?>("path") { Arity = ArgumentArity.ZeroOrOne, Description = "A .csv, .jsonl, .txt, .conll or .zip file (a zip holds class folders of PNG and JPEG), a folder with train.csv, .jsonl, .txt, .conll or images.zip (validation.*, test.* and study.json are taken along), or a folder of class folders of images. Uploading it opens the study." };
        var dataset = new Option<string?>("--dataset") { Description = "The dataset's name; with no path: a dataset that is uploaded already, opened by HTTP." };
        var model = new Option<string?>("--model") { Description = "The pretrained model's name (see `finetune model add`)." };
        var trials = new Option<int?>("--trials") { Description = "How many settings to try." };
        var epochs = new Option<double?>("--epochs") { Description = "Epochs to train in total, over all trials." };
        var minutes = new Option<double?>("--minutes") { Description = "Minutes after which the study concludes." };
        var parallel = new Option<int?>("--parallel") { Description = "Trials trained side by side." };
        var seed = new Option<long?>("--seed") { Description = "The seed of everything random." };
        var settings = new Option<string?>("--study") { Description = "A study.json; the options above replace its entries." };
        var noWatch = new Option<bool>("--no-watch") { Description = "Return as soon as the study is open." };
        var json = AppOptions.Json();
        var command = new Command("start", "Opens a study and follows it.") { path, dataset, model, trials, epochs, minutes, parallel, seed, settings, noWatch, json };
        command.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var study = ReadSettings(result.GetValue(settings) ?? OwnSettings(result.GetValue(path)));
            Set(study, "model", result.GetValue(model));
            Set(study, "parallelTrials", result.GetValue(parallel));
            Set(study, "seed", result.GetValue(seed));
            SetBudget(study, result.GetValue(trials), result.GetValue(epochs), result.GetValue(minutes));

            var id = result.GetValue(path) is { } local
                ? await UploadAsync(client, local, result.GetValue(dataset), study, cancel).ConfigureAwait(false)
                : await PostAsync(client, result.GetValue(dataset), study, cancel).ConfigureAwait(false);
            if (result.GetValue(noWatch) || result.GetValue(json))
            {
                await result.InvocationConfiguration.Output.WriteLineAsync(result.GetValue(json) ? JsonSerializer.Serialize(new StudyAccepted(id), ApiJson.Default.StudyAccepted) : id).ConfigureAwait(false);
                return 0;
            }

            var view = await new StudyWatcher(client, AnsiConsole.Console).WatchAsync(id, cancel).ConfigureAwait(false);
            StudySummary.Write(AnsiConsole.Console, view);
            return view.Status == "failed" ? CommandFailedException.UserMistake : 0;
        });
        return command;
    }

    /// <summary>Reads a study.json, or an empty one.</summary>
    /// <param name="file">The file; null for an empty study.</param>
    /// <returns>The object.</returns>
    /// <exception cref="CommandFailedException">The file is missing, or no JSON object.</exception>
    public static JsonObject ReadSettings(string? file)
    {
        if (file is null)
        {
            return [];
        }

        if (!File.Exists(file))
        {
            throw new CommandFailedException($"there is no file {file}");
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new CommandFailedException($"{file} is no JSON object; an empty study is {{}}");
        }
        catch (JsonException exception)
        {
            throw new CommandFailedException($"{file} is no JSON: {exception.Message}");
        }
    }

    private static string? OwnSettings(string? path) =>
        path is not null && File.Exists(Path.Combine(path, "study.json")) ? Path.Combine(path, "study.json") : null;

    private static void Set(JsonObject study, string name, JsonNode? value)
    {
        if (value is not null)
        {
            study[name] = value;
        }
    }

    private static void SetBudget(JsonObject study, int? trials, double? epochs, double? minutes)
    {
        if (trials is null && epochs is null && minutes is null)
        {
            return;
        }

        var budget = study["budget"] as JsonObject ?? [];
        study["budget"] = budget;
        Set(budget, "trials", trials);
        Set(budget, "epochs", epochs);
        Set(budget, "minutes", minutes);
    }

    private static async Task<string> UploadAsync(FineTuneClient client, string path, string? name, JsonObject study, CancellationToken cancel)
    {
        name ??= Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        var file = Path.Combine(Path.GetTempPath(), $"finetune-{Guid.NewGuid():N}.json");
        try
        {
            await File.WriteAllTextAsync(file, study.ToJsonString(), cancel).ConfigureAwait(false);
            var opened = new OpenedStudy(client);
            await opened.RememberAsync(cancel).ConfigureAwait(false);
            await FolderUpload.DatasetAsync(client, name, path, file, (uploaded, size) => Console.Error.WriteLine($"uploaded {name}/{uploaded} ({size:N0} bytes)"), cancel).ConfigureAwait(false);
            return (await opened.WaitAsync(name, cancel).ConfigureAwait(false)).Id;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> PostAsync(FineTuneClient client, string? dataset, JsonObject study, CancellationToken cancel)
    {
        Set(study, "dataset", dataset);
        var body = JsonSerializer.SerializeToElement(study, ApiJson.Default.JsonObject);
        return (await client.StartStudyAsync(body, null, cancel).ConfigureAwait(false)).Id;
    }
}
