using FineTune.Cli.Api;

namespace FineTune.Cli.Local;

/// <summary>Uploads the files of a folder through the API.</summary>
public static class FolderUpload
{
    private const string ImagesName = "images.zip";

    /// <summary>Uploads a model folder: configuration, tokenizer and safetensors, nothing else.</summary>
    /// <param name="client">The app.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="folder">The local folder, as Hugging Face lays it out.</param>
    /// <param name="uploaded">Told each file's name and size in bytes.</param>
    /// <param name="cancel">Stops the upload.</param>
    /// <returns>The number of files.</returns>
    /// <exception cref="CommandFailedException">The folder is no model folder.</exception>
    public static async Task<int> ModelAsync(FineTuneClient client, string name, string folder, Action<string, long> uploaded, CancellationToken cancel)
    {
        if (!File.Exists(Path.Combine(folder, "config.json")))
        {
            throw new CommandFailedException($"{folder} has no config.json; a model folder is laid out as Hugging Face does: config.json, model.safetensors, tokenizer.json");
        }

        var files = Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file) is var name && (ModelFileNames.IsDescription(name) || ModelFileNames.IsWeights(name) || ModelFileNames.IsIndex(name)))
            .ToList();
        if (!files.Exists(file => file.EndsWith(".safetensors", StringComparison.Ordinal)))
        {
            throw new CommandFailedException($"{folder} has no .safetensors file; pickled weights (.bin, .pt) are never opened: convert them to safetensors first");
        }

        await ModelFilesAsync(client, name, files, uploaded, cancel).ConfigureAwait(false);
        return files.Count;
    }

    /// <summary>Uploads the files of a model.</summary>
    /// <param name="client">The app.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="files">The local files; config.json is uploaded last, as a model is complete where it is there.</param>
    /// <param name="uploaded">Told each file's name and size in bytes.</param>
    /// <param name="cancel">Stops the upload.</param>
    /// <returns>When everything is uploaded.</returns>
    public static async Task ModelFilesAsync(FineTuneClient client, string name, IEnumerable<string> files, Action<string, long> uploaded, CancellationToken cancel)
    {
        foreach (var file in files.OrderBy(file => Path.GetFileName(file) == "config.json").ThenBy(file => file, StringComparer.Ordinal))
        {
            await client.UploadAsync($"api/models/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(Path.GetFileName(file))}", file, cancel).ConfigureAwait(false);

            // The file may be a link into a cache: what it leads to counts.
            var target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
            uploaded(Path.GetFileName(file), new FileInfo(target).Length);
        }
    }

    /// <summary>Uploads a dataset so that its study opens last: study.json, validation and test before the training file.</summary>
    /// <param name="client">The app.</param>
    /// <param name="name">The dataset's name.</param>
    /// <param name="path">A folder with a training file (<c>train.csv</c>, <c>.jsonl</c>, <c>.txt</c>, <c>.conll</c>, <c>images.zip</c>), a single such file, or a folder of class folders of images, which is packed.</param>
    /// <param name="studyFile">A <c>study.json</c> to use instead of the folder's own; may be null.</param>
    /// <param name="uploaded">Told each file's name and size in bytes.</param>
    /// <param name="cancel">Stops the upload.</param>
    /// <returns>When everything is uploaded.</returns>
    /// <exception cref="CommandFailedException">There is no training file.</exception>
    public static async Task DatasetAsync(FineTuneClient client, string name, string path, string? studyFile, Action<string, long> uploaded, CancellationToken cancel)
    {
        var packed = ImageFolder.IsOne(path) ? ImageFolder.Pack(path) : null;
        try
        {
            foreach (var (local, file) in DatasetFiles(path, studyFile, packed))
            {
                await client.UploadAsync($"api/datasets/{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(file)}", local, cancel).ConfigureAwait(false);
                uploaded(file, new FileInfo(local).Length);
            }
        }
        finally
        {
            if (packed is not null)
            {
                File.Delete(packed);
            }
        }
    }

    private static IEnumerable<(string Local, string Name)> DatasetFiles(string path, string? studyFile, string? packed)
    {
        if (studyFile is not null)
        {
            yield return (studyFile, "study.json");
        }

        if (File.Exists(path))
        {
            var isZip = Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase);
            yield return (path, isZip ? ImagesName : "train" + Path.GetExtension(path));
            yield break;
        }

        var files = Directory.Exists(path) ? Directory.GetFiles(path) : throw new CommandFailedException($"there is no file or folder {path}");
        var train = packed ?? files.FirstOrDefault(file => Path.GetFileName(file) is "train.csv" or "train.jsonl" or "train.txt" or "train.conll" or "train.zip" or ImagesName)
            ?? throw new CommandFailedException($"{path} has no train.csv, train.jsonl, train.txt, train.conll or images.zip, and no folders of images");
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (Path.GetFileNameWithoutExtension(file) is "validation" or "test" || (name == "study.json" && studyFile is null))
            {
                yield return (file, name);
            }
        }

        yield return (train, packed is null ? Path.GetFileName(train) : ImagesName);
    }
}
