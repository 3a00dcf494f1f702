using System.CommandLine;
using FineTune.Cli.Hub;
using FineTune.Cli.Local;
using Spectre.Console;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune model add</c> and <c>finetune model pull</c>: bring a pretrained model to the app's storage.</summary>
public static class ModelCommand
{
    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The name that studies call it by." };
        var folder = new Argument<string>("folder") { Description = "A folder as Hugging Face lays it out: config.json, model.safetensors, tokenizer.json." };
        var add = new Command("add", "Uploads a model folder.") { name, folder };
        add.SetAction(async (result, cancel) =>
        {
            using var client = AppOptions.Client(result);
            var output = result.InvocationConfiguration.Output;
            var count = await FolderUpload.ModelAsync(client, result.GetRequiredValue(name), result.GetRequiredValue(folder), (file, size) => output.WriteLine($"  {file} ({size:N0} bytes)"), cancel).ConfigureAwait(false);
            await output.WriteLineAsync($"model {result.GetRequiredValue(name)}: {count} files; use it with \"model\": \"{result.GetRequiredValue(name)}\" in study.json").ConfigureAwait(false);
        });
        return new Command("model", "Pretrained models.") { add, Pull() };
    }

    private static Command Pull()
    {
        var model = new Argument<string>("model") { Description = "A model of the Hugging Face hub: owner/name or owner/name@revision." };
        var name = new Option<string?>("--name") { Description = "The name that studies call it by; the model's own where not given." };
        var pull = new Command("pull", "Downloads a model from the Hugging Face hub and uploads it. HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE, HF_HOME and HF_HUB_CACHE are honoured.") { model, name };
        pull.SetAction(async (result, cancel) =>
        {
            var wanted = HubModelName.Parse(result.GetRequiredValue(model));
            var called = result.GetValue(name) ?? wanted.ShortName;
            using var client = AppOptions.Client(result);
            var output = result.InvocationConfiguration.Output;
            var files = await new ModelPull(HubSettings.Read(Environment.GetEnvironmentVariable), TimeProvider.System, AnsiConsole.Console).RunAsync(wanted, cancel).ConfigureAwait(false);
            await FolderUpload.ModelFilesAsync(client, called, files, (file, size) => output.WriteLine($"  {file} ({size:N0} bytes)"), cancel).ConfigureAwait(false);
            await output.WriteLineAsync($"model {called}: {files.Count} files; use it with \"model\": \"{called}\" in study.json").ConfigureAwait(false);
        });
        return pull;
    }
}
