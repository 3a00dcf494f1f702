using FineTune.Cli.Api;
using Spectre.Console;

namespace FineTune.Cli.Local;

/// <summary>Brings the files of a study's result to this machine.</summary>
public static class BestCheckpoint
{
    /// <summary>Downloads every file of the result that is not there yet in full.</summary>
    /// <param name="client">The app.</param>
    /// <param name="id">The study's id.</param>
    /// <param name="folder">The folder to fill.</param>
    /// <param name="console">Where progress is shown.</param>
    /// <param name="cancel">Stops the download.</param>
    /// <returns>The names of the files.</returns>
    /// <exception cref="CommandFailedException">A file's name would leave the folder.</exception>
    public static async Task<IReadOnlyList<string>> DownloadAsync(FineTuneClient client, string id, string folder, IAnsiConsole console, CancellationToken cancel)
    {
        var best = await client.GetBestAsync(id, cancel).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        await console.Progress().StartAsync(async progress =>
        {
            foreach (var file in best.Files)
            {
                if (file.Name != Path.GetFileName(file.Name))
                {
                    throw new CommandFailedException($"the app names a file {file.Name}, which is no plain name; nothing was written for it", CommandFailedException.Failure);
                }

                var target = Path.Combine(folder, file.Name);
                if (File.Exists(target) && new FileInfo(target).Length == file.Size)
                {
                    continue;
                }

                var task = progress.AddTask(Markup.Escape(file.Name), maxValue: Math.Max(1, file.Size));
                await client.DownloadAsync($"api/studies/{Uri.EscapeDataString(id)}/best/{Uri.EscapeDataString(file.Name)}", target, new Progress<long>(bytes => task.Value = bytes), cancel).ConfigureAwait(false);
                task.Value = task.MaxValue;
            }
        }).ConfigureAwait(false);
        return best.Files.Select(file => file.Name).ToList();
    }
}
