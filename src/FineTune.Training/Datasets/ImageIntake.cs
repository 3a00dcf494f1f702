using System.Security.Cryptography;
using FineTune.Training.Images;

namespace FineTune.Training.Datasets;

/// <summary>Reads an archive's images, decodes each one once to see that it can be, keeps the good ones' bytes; too many bad ones refuse it.</summary>
/// <param name="target">Receives the bytes of the good images.</param>
/// <param name="preprocessing">What the model wants of its images.</param>
/// <param name="options">How many may be skipped.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class ImageIntake(Stream target, ImagePreprocessing preprocessing, DatasetOptions options, CancellationToken cancellationToken)
{
    private const int MostProblems = 20;
    private const int FilesAtOnce = 64;
    private const long BytesAtOnce = 64 << 20;

    /// <summary>A decoded image takes up to 350 MB while it is checked.</summary>
    private const int MostThreads = 4;

    private const string Remedy = "Replace the file, or leave it out.";

    /// <summary>Images that were left out, over all archives.</summary>
    public int SkippedRows { get; private set; }

    /// <summary>What was skipped, a sentence an archive.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Reads the images of one split.</summary>
    /// <param name="archive">Where they lie.</param>
    /// <param name="rows">The images.</param>
    /// <param name="knownLabels">The labels of training; null while reading training itself.</param>
    /// <exception cref="InvalidInputException">More images are bad than may be skipped; they are named.</exception>
    public ImageRows Read(ImageArchive archive, IReadOnlyList<ImageRow> rows, IReadOnlySet<string>? knownLabels)
    {
        var good = new ImageRows();
        var problems = new List<InputProblem>();
        var number = 0;
        for (var first = 0; first < rows.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = Load(archive, rows, first);
            Parallel.ForEach(batch, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(MostThreads, Environment.ProcessorCount), CancellationToken = cancellationToken }, Check);
            foreach (var item in batch)
            {
                number++;
                item.Problem ??= knownLabels?.Contains(item.Row.Label) == false ? $"The class '{item.Row.Label}' does not occur in training." : null;
                if (item.Problem is { } what)
                {
                    problems.Add(new InputProblem(archive.Path, item.Row.Name, what, Remedy));
                    continue;
                }

                good.Add(item.Row, number, target.Position, item.Bytes.Length, item.Hash);
                target.Write(item.Bytes);
            }

            first += batch.Count;
        }

        Settle(archive, good, problems);
        return good;
    }

    private static List<Item> Load(ImageArchive archive, IReadOnlyList<ImageRow> rows, int first)
    {
        var batch = new List<Item>();
        var bytes = 0L;
        for (var i = first; i < rows.Count && batch.Count < FilesAtOnce && bytes < BytesAtOnce; i++)
        {
            var item = new Item { Row = rows[i] };
            try
            {
                item.Bytes = ImageLayout.IsRead(rows[i].Name) ? archive.Read(rows[i].Name) : [];
                item.Problem = ImageLayout.IsRead(rows[i].Name) ? null : $"Images of the kind {Path.GetExtension(rows[i].Name)} are not decoded; PNG and JPEG are.";
            }
            catch (ImageDecodingException e)
            {
                item.Problem = e.Message;
            }

            bytes += item.Bytes.Length;
            batch.Add(item);
        }

        return batch;
    }

    private void Check(Item item)
    {
        if (item.Problem is not null)
        {
            return;
        }

        try
        {
            preprocessing.EnsureFits(ImageDecoder.Decode(item.Bytes, maxPixels: options.Archives.MaxPixels));
            item.Hash = SHA256.HashData(item.Bytes);
        }
        catch (ImageDecodingException e)
        {
            item.Problem = e.Message;
        }
    }

    private void Settle(ImageArchive archive, ImageRows good, List<InputProblem> problems)
    {
        if (problems.Count > (good.Count + problems.Count) * options.SkippableFraction)
        {
            var shown = problems.Take(MostProblems).ToList();
            if (problems.Count > MostProblems)
            {
                shown.Add(new InputProblem(archive.Path, null, $"{problems.Count - MostProblems} more images have such problems.", $"At most {options.SkippableFraction:P0} of the images may be skipped."));
            }

            throw new InvalidInputException(shown);
        }

        SkippedRows += problems.Count;
        if (problems.Count > 0)
        {
            Warnings.Add($"{problems.Count} images of {Path.GetFileName(archive.Path)} were skipped; the first: {problems[0].Location}: {problems[0].What}");
        }
    }

    private sealed class Item
    {
        public required ImageRow Row { get; init; }

        public byte[] Bytes { get; set; } = [];

        public byte[] Hash { get; set; } = [];

        public string? Problem { get; set; }
    }
}
