using System.Text.Json;
using FineTune.Cli.Local;
using Spectre.Console;

namespace FineTune.Cli.Hub;

/// <summary>
/// Brings a model of the hub into the local cache: configuration, tokenizer, preprocessing and safetensors, nothing else,
/// and nothing that is there already.
/// </summary>
/// <param name="settings">Where the hub and the cache are.</param>
/// <param name="time">The clock of waiting.</param>
/// <param name="console">Where progress is shown.</param>
public sealed class ModelPull(HubSettings settings, TimeProvider time, IAnsiConsole console)
{
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";

    /// <summary>Pulls a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancel">Stops it; what was downloaded stays for the next time.</param>
    /// <returns>The paths of the model's files in the cache.</returns>
    /// <exception cref="CommandFailedException">The hub refuses, does not answer, or has no safetensors weights for the model.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(HubModelName model, CancellationToken cancel)
    {
        var cache = new HubCache(settings.CacheFolder, model);
        if (settings.IsOffline)
        {
            return FromCache(model, cache);
        }

        using var transport = new HubTransport(settings, time, wait => console.MarkupLineInterpolated($"[grey]{wait}[/]"));
        var client = new HubClient(transport, settings, model);
        var revision = await client.RevisionAsync(cancel).ConfigureAwait(false);
        var download = new HubDownload(client, transport, cache);
        var names = Wanted(model, revision.Files).ToList();
        await FetchAllAsync(client, download, cache, revision.Commit, names, cancel).ConfigureAwait(false);
        var shards = names.Contains(Index) ? Shards(Path.Combine(cache.SnapshotOf(revision.Commit), Index)) : [];
        await FetchAllAsync(client, download, cache, revision.Commit, shards, cancel).ConfigureAwait(false);
        cache.Refer(model.Revision, revision.Commit);
        return [.. names.Concat(shards).Select(name => Path.Combine(cache.SnapshotOf(revision.Commit), name))];
    }

    private async Task FetchAllAsync(HubClient client, HubDownload download, HubCache cache, string commit, IReadOnlyList<string> names, CancellationToken cancel) =>
        await console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
        {
            foreach (var name in names.Where(name => !cache.Has(commit, name)))
            {
                var task = progress.AddTask(Markup.Escape(name), autoStart: true);
                var file = await client.FileAsync(commit, name, cancel).ConfigureAwait(false);
                task.MaxValue = Math.Max(1, file.Size);
                if (!File.Exists(cache.BlobOf(file)))
                {
                    await download.FetchAsync(commit, file, bytes => task.Value = bytes, cancel).ConfigureAwait(false);
                }

                cache.Link(commit, file);
                task.Value = task.MaxValue;
            }
        }).ConfigureAwait(false);

    /// <summary>The files to take: one file of weights, or the index that names several.</summary>
    private static IEnumerable<string> Wanted(HubModelName model, IReadOnlyList<string> files)
    {
        var weights = files.Contains(Single) ? Single : files.Contains(Index) ? Index : throw new CommandFailedException(
            files.Any(f => f.EndsWith(".bin", StringComparison.Ordinal) || f.EndsWith(".pt", StringComparison.Ordinal))
                ? $"{model.Repository} has only pickled weights, which are never opened; ask its owner for safetensors, or convert it with transformers' save_pretrained"
                : $"{model.Repository} has no {Single}; it is no model that can be fine-tuned here");
        return files.Contains("config.json")
            ? files.Where(ModelFileNames.IsDescription).Append(weights)
            : throw new CommandFailedException($"{model.Repository} has no config.json; it is no model that can be fine-tuned here");
    }

    private static List<string> Shards(string index)
    {
        try
        {
            var names = JsonSerializer.Deserialize(File.ReadAllText(index), HubJson.Default.WeightIndex)?.Files?.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (names is { Count: > 0 } && names.TrueForAll(ModelFileNames.IsWeights))
            {
                return names;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new CommandFailedException($"{Index} of this model names no safetensors files, or files outside of its folder");
    }

    private static List<string> FromCache(HubModelName model, HubCache cache)
    {
        var missing = $"HF_HUB_OFFLINE is set, and {model.Repository}@{model.Revision} is not in the cache; unset it and pull once";
        var commit = cache.CommitOf(model.Revision) ?? throw new CommandFailedException(missing);
        var files = Directory.Exists(cache.SnapshotOf(commit)) ? Directory.EnumerateFiles(cache.SnapshotOf(commit)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList() : throw new CommandFailedException(missing);
        var names = Wanted(model, files).ToList();
        names.AddRange(names.Contains(Index) ? Shards(Path.Combine(cache.SnapshotOf(commit), Index)) : []);
        var absent = names.FirstOrDefault(name => !cache.Has(commit, name));
        return absent is null
            ? names.ConvertAll(name => Path.Combine(cache.SnapshotOf(commit), name))
            : throw new CommandFailedException($"HF_HUB_OFFLINE is set, and {absent} of {model.Repository} is not in the cache; unset it and pull once");
    }
}
