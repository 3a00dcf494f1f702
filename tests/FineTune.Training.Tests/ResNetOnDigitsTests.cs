using System.Diagnostics;
using System.IO.Compression;
using FineTune.Training.Datasets;

namespace FineTune.Training.Tests;

/// <summary>ResNet-20, trained on CIFAR-10 by its authors' code, fine-tuned on a part of MNIST: images in, accuracy out.</summary>
public sealed class ResNetOnDigitsTests
{
    private const int TrainPerDigit = 1000;
    private const int ValidationPerDigit = 100;

    [SlowFact]
    public void A_network_of_photos_learns_digits_above_98_percent()
    {
        using var folder = new TemporaryFolder();
        Convert(Path.Combine(SharedFiles.Root, "data", "w-cifar-resnet", "resnet20-12fca82f.th"), folder.File("model"));
        WritePart(Path.Combine(SharedFiles.Root, "data", "img-mnist-png", "images.zip"), folder.File("data"));
        var dataset = DatasetPreparation.Prepare(folder.File("data"), folder.File("model"), new DatasetOptions(), folder.File("prepared"));
        Assert.Equal((10 * TrainPerDigit, 10 * ValidationPerDigit, 10_000), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
        var clock = Stopwatch.StartNew();
        var result = Trainer.TrainSegment(
            new SegmentRequest
            {
                ModelFolder = folder.File("model"),
                Dataset = dataset,
                Hyperparameters = new Hyperparameters { LearningRate = 3e-3, BatchSize = 64, Epochs = 2, Schedule = Training.Optimization.LearningRateSchedule.Cosine },
                Seed = 1,
                ToEpoch = 2,
                OutputFolder = folder.File("trial"),
                Device = "cpu",
            },
            null,
            CancellationToken.None);
        BestModel.Export(folder.File("trial"), folder.File("model"), dataset, folder.File("best"));
        var accuracy = BestModel.Evaluate(folder.File("best"), dataset, dataset.Test, "accuracy").Metrics["accuracy"];
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"validation {result.BestObjective:P2}, test {accuracy:P2} of 10,000, {result.Seconds:F0} s of training, {clock.Elapsed.TotalSeconds:F0} s in all");
        Assert.True(accuracy > 0.98, $"The test images were told apart in {accuracy:P2} only.");
    }

    /// <summary>Runs the conversion tool; the product opens no pickle.</summary>
    private static void Convert(string pickle, string target)
    {
        Assert.SkipUnless(File.Exists(pickle), $"The pretrained network is not at hand: {pickle}.");
        var start = new ProcessStartInfo("python3", [Path.Combine(SharedFiles.Repository, "tests", "tools", "resnet_cifar_to_hf.py"), pickle, target]) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("The conversion tool needs python3.");
        }
    }

    /// <summary>A part of MNIST as a zip with split folders: the first images of each digit to train on, further ones to choose by, all test images.</summary>
    private static void WritePart(string source, string target)
    {
        Directory.CreateDirectory(target);
        using var all = ZipFile.OpenRead(source);
        using var part = ZipFile.Open(Path.Combine(target, "images.zip"), ZipArchiveMode.Create);
        var training = all.Entries.Where(e => e.FullName.StartsWith("train/", StringComparison.Ordinal) && e.Length > 0).GroupBy(e => e.FullName.Split('/')[1]);
        foreach (var digit in training)
        {
            foreach (var (entry, index) in digit.OrderBy(e => e.FullName, StringComparer.Ordinal).Take(TrainPerDigit + ValidationPerDigit).Select((e, i) => (e, i)))
            {
                Copy(entry, part, (index < TrainPerDigit ? "train/" : "validation/") + digit.Key + "/" + entry.Name);
            }
        }

        foreach (var entry in all.Entries.Where(e => e.FullName.StartsWith("test/", StringComparison.Ordinal) && e.Length > 0))
        {
            Copy(entry, part, entry.FullName);
        }
    }

    private static void Copy(ZipArchiveEntry entry, ZipArchive target, string name)
    {
        using var from = entry.Open();
        using var to = target.CreateEntry(name, CompressionLevel.NoCompression).Open();
        from.CopyTo(to);
    }
}
