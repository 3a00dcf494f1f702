using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Tasks;

namespace FineTune.Training.Datasets;

/// <summary>A dataset ready for training: tokenized once, split, with its labels and a summary.</summary>
/// <remarks>On disk: <c>dataset.json</c> (labels, summary, padding id, hash) and <c>dataset.safetensors</c> (the integers); <c>images.bin</c> where rows are images.</remarks>
public sealed class PreparedDataset
{
    private const string JsonName = "dataset.json";
    private const string NumbersName = "dataset.safetensors";
    private static readonly string[] SplitNames = ["train", "validation", "test"];

    /// <summary>Creates a dataset; the content hash is computed from the arguments.</summary>
    public PreparedDataset(ImmutableArray<string> labels, int padTokenId, int maxLength, PreparedSplit train, PreparedSplit validation, PreparedSplit test, DatasetSummary summary, string task = FineTuningTask.Default, int? maskTokenId = null)
    {
        Labels = labels;
        PadTokenId = padTokenId;
        MaxLength = maxLength;
        Train = train;
        Validation = validation;
        Test = test;
        Summary = summary;
        Task = task;
        MaskTokenId = maskTokenId;
        ContentHash = ComputeHash();
    }

    /// <summary>The name of the task that the data are for.</summary>
    public string Task { get; }

    /// <summary>The labels in ordinal order; a label id is an index into them.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>The token id to pad batches with.</summary>
    public int PadTokenId { get; }

    /// <summary>The token that hides another; null where the task hides none.</summary>
    public int? MaskTokenId { get; }

    /// <summary>The truncation length that was applied, in tokens.</summary>
    public int MaxLength { get; }

    /// <summary>The rows to train on.</summary>
    public PreparedSplit Train { get; }

    /// <summary>The rows that decide between epochs and trials.</summary>
    public PreparedSplit Validation { get; }

    /// <summary>The rows that nothing looks at before the end.</summary>
    public PreparedSplit Test { get; }

    /// <summary>What the dataset holds, in numbers and words.</summary>
    public DatasetSummary Summary { get; }

    /// <summary>SHA-256 (lower-case hexadecimal) of labels, splits, token ids, images, label ids and row numbers; not of the warnings.</summary>
    public string ContentHash { get; }

    /// <summary>Writes the dataset into a folder; equal datasets give equal bytes.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        PreparedSplit[] splits = [Train, Validation, Test];
        Train.Images?.CopyTo(folder);
        var entries = splits.SelectMany((split, i) => Entries(SplitNames[i], split).Concat(PreparedImages.Entries(SplitNames[i], split.Images)));
        using (var writer = SafetensorsWriter.Create(Path.Combine(folder, NumbersName), entries))
        {
            for (var i = 0; i < splits.Length; i++)
            {
                writer.Write<int>($"{SplitNames[i]}.token_ids", splits[i].TokenIds);
                writer.Write<long>($"{SplitNames[i]}.offsets", splits[i].Offsets);
                writer.Write<int>($"{SplitNames[i]}.label_ids", splits[i].LabelIds);
                writer.Write<int>($"{SplitNames[i]}.row_numbers", splits[i].RowNumbers);
                WriteOptional(writer, SplitNames[i], splits[i]);
                splits[i].Images?.Write(writer, SplitNames[i]);
            }

            writer.Commit();
        }

        var header = new PreparedDatasetHeader(Labels, PadTokenId, MaxLength, ContentHash, Summary, Task == FineTuningTask.Default ? null : Task, MaskTokenId);
        var json = JsonSerializer.SerializeToUtf8Bytes(header, DatasetsJson.Default.PreparedDatasetHeader);
        var partial = Path.Combine(folder, JsonName + ".partial");
        File.WriteAllBytes(partial, json);
        File.Move(partial, Path.Combine(folder, JsonName), overwrite: true);
    }

    /// <summary>Reads a dataset that <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidInputException">A file is absent, damaged, or the content is not what was saved.</exception>
    public static PreparedDataset Load(string folder)
    {
        var path = Path.Combine(folder, JsonName);
        var header = ReadHeader(path);
        using var numbers = SafetensorsFile.Open(Path.Combine(folder, NumbersName));
        var splits = Array.ConvertAll(SplitNames, name => ReadSplit(numbers, name, folder));
        var dataset = new PreparedDataset(header.Labels, header.PadTokenId, header.MaxLength, splits[0], splits[1], splits[2], header.Summary, header.Task ?? FineTuningTask.Default, header.MaskTokenId);
        return dataset.ContentHash == header.ContentHash
            ? dataset
            : throw new InvalidInputException(path, "contentHash", "The files' content is not what was saved.", "Prepare the dataset again.");
    }

    private static PreparedDatasetHeader ReadHeader(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), DatasetsJson.Default.PreparedDatasetHeader)
                ?? throw new JsonException();
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(path, null, "It is absent or no valid JSON.", "Prepare the dataset again.");
        }
    }

    private static IEnumerable<SafetensorsEntry> Entries(string name, PreparedSplit split) =>
    [
        SafetensorsEntry.Describe($"{name}.token_ids", SafetensorsType.I32, split.TokenIds.Length),
        SafetensorsEntry.Describe($"{name}.offsets", SafetensorsType.I64, split.Offsets.Length),
        SafetensorsEntry.Describe($"{name}.label_ids", SafetensorsType.I32, split.LabelIds.Length),
        SafetensorsEntry.Describe($"{name}.row_numbers", SafetensorsType.I32, split.Count),
        .. split.Targets.Length == 0 ? [] : new[] { SafetensorsEntry.Describe($"{name}.targets", SafetensorsType.F32, split.Targets.Length) },
        .. split.TokenLabels.Length == 0 ? [] : new[] { SafetensorsEntry.Describe($"{name}.token_labels", SafetensorsType.I32, split.TokenLabels.Length) },
        .. split.TokenTypes.Length == 0 ? [] : new[] { SafetensorsEntry.Describe($"{name}.token_types", SafetensorsType.I32, split.TokenTypes.Length) },
    ];

    private static void WriteOptional(SafetensorsWriter writer, string name, PreparedSplit split)
    {
        if (split.Targets.Length > 0)
        {
            writer.Write<float>($"{name}.targets", split.Targets);
        }

        if (split.TokenLabels.Length > 0)
        {
            writer.Write<int>($"{name}.token_labels", split.TokenLabels);
        }

        if (split.TokenTypes.Length > 0)
        {
            writer.Write<int>($"{name}.token_types", split.TokenTypes);
        }
    }

    private static PreparedSplit ReadSplit(SafetensorsFile file, string name, string folder) => new(
        Read<int>(file, $"{name}.token_ids"),
        Read<long>(file, $"{name}.offsets"),
        Read<int>(file, $"{name}.label_ids"),
        Read<int>(file, $"{name}.row_numbers"),
        file.TryGet($"{name}.targets", out _) ? Read<float>(file, $"{name}.targets") : [],
        file.TryGet($"{name}.token_labels", out _) ? Read<int>(file, $"{name}.token_labels") : [],
        file.TryGet($"{name}.token_types", out _) ? Read<int>(file, $"{name}.token_types") : [])
    {
        Images = !file.TryGet($"{name}.image_starts", out _) ? null : new PreparedImages(
            Path.Combine(folder, PreparedImages.FileName),
            Read<long>(file, $"{name}.image_starts"),
            Read<int>(file, $"{name}.image_lengths"),
            Read<byte>(file, $"{name}.image_hashes")),
    };

    private static T[] Read<T>(SafetensorsFile file, string name)
        where T : unmanaged
    {
        var result = new T[file[name].ElementCount];
        file.Bytes(file[name]).CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(result.AsSpan()));
        return result;
    }

    private string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var label in Labels)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(label);
            Append<int>(hash, [bytes.Length]);
            hash.AppendData(bytes);
        }

        Append<int>(hash, [Labels.Length, PadTokenId, MaxLength]);
        if (Task != FineTuningTask.Default)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Task));
            Append<int>(hash, [MaskTokenId ?? -1]);
        }

        foreach (var split in new[] { Train, Validation, Test })
        {
            Append<long>(hash, split.Offsets);
            Append<int>(hash, split.TokenIds);
            Append<int>(hash, split.LabelIds);
            Append<int>(hash, split.RowNumbers);
            Append<float>(hash, split.Targets);
            Append<int>(hash, split.TokenLabels);
            Append<int>(hash, split.TokenTypes);
            Append<byte>(hash, split.Images?.Hashes ?? []);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
        where T : unmanaged => hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
}
