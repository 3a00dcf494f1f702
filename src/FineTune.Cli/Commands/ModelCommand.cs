using System.CommandLine;
using FineTune.Cli.Local;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune model add</c>: brings a pretrained model to the app's storage.</summary>
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
        return new Command("model", "Pretrained models.") { add };
    }
}
