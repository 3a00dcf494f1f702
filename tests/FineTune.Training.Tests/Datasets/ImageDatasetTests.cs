using FineTune.Training.Datasets;
using FineTune.Training.Tests.Images;

namespace FineTune.Training.Tests.Datasets;

public sealed class ImageDatasetTests
{
    private static readonly DatasetOptions Lenient = new() { SkippableFraction = 0.1 };

    [Fact]
    public void A_zip_and_a_folder_of_the_same_images_are_the_same_dataset()
    {
        using var task = new TinyImages();
        var folder = task.Prepare(task.WriteFolder("data", TinyImages.Images(20)), "one");
        var zip = task.Prepare(task.WriteZip("zipped", TinyImages.Images(20)), "two");
        Assert.Equal(folder.ContentHash, zip.ContentHash);
        Assert.Equal("image-classification", zip.Task);
        Assert.Equal(["blue", "green", "red"], zip.Labels);
        Assert.Equal((48, 6, 6), (zip.Train.Count, zip.Validation.Count, zip.Test.Count));
        Assert.All([zip.Train, zip.Validation, zip.Test], split => Assert.Single(split.LabelIds.CountBy(l => l).Select(c => c.Value).Distinct()));
        Assert.Empty(zip.Summary.Warnings);
        var loaded = PreparedDataset.Load(task.Folder("two"));
        Assert.Equal(zip.ContentHash, loaded.ContentHash);
        Assert.Equal(zip.Train.Images!.Read(5), loaded.Train.Images!.Read(5));
        var row = loaded.Test.RowNumbers[0] - 1;
        Assert.Equal(TinyImages.Images(20).OrderBy(i => i.Name, StringComparer.Ordinal).ElementAt(row).Content, loaded.Test.Images!.Read(0));
    }

    [Fact]
    public void Another_image_makes_another_dataset()
    {
        using var task = new TinyImages();
        var one = task.Prepare(task.WriteFolder("data", TinyImages.Images(5)), "one");
        var other = task.Prepare(task.WriteFolder("other", TinyImages.Images(5, seed: 1)), "two");
        Assert.NotEqual(one.ContentHash, other.ContentHash);
    }

    [Fact]
    public void Split_folders_and_a_folder_around_everything_are_understood()
    {
        using var task = new TinyImages();
        var files = TinyImages.Images(6, "set/train/").Concat(TinyImages.Images(3, "set/val/", 100)).Concat(TinyImages.Images(2, "set/test/", 200))
            .Append(("set/readme.txt", "hello"u8.ToArray())).Append(("__MACOSX/set/train/red/._000.png", [0]));
        var dataset = task.Prepare(task.WriteZip("data", files, "colours.zip"));
        Assert.Equal((18, 9, 6), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.Contains("1 files are no images of a class and were passed over; the first: set/readme.txt.", Assert.Single(dataset.Summary.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_files_of_their_own_are_splits_and_what_they_share_is_told()
    {
        using var task = new TinyImages();
        task.WriteZip("data", TinyImages.Images(6), "train.zip");
        task.WriteZip("data", TinyImages.Images(2), "validation.zip");
        var dataset = task.Prepare(task.WriteZip("data", TinyImages.Images(2, seed: 50), "test.zip"));
        Assert.Equal((18, 6, 6), (dataset.Train.Count, dataset.Validation.Count, dataset.Test.Count));
        Assert.Contains(dataset.Summary.Warnings, w => w.StartsWith("6 images of validation are also in training (leakage", StringComparison.Ordinal));
        Assert.DoesNotContain(dataset.Summary.Warnings, w => w.Contains("of test", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_images_stay_together_and_those_in_two_classes_are_named()
    {
        using var task = new TinyImages();
        var twin = TestPng.Noisy(15, 15, (1, 2, 3), 9);
        var files = TinyImages.Images(20).Concat([("blue/twin1.png", twin), ("blue/twin2.png", twin), ("red/twin3.png", twin)]);
        var dataset = task.Prepare(task.WriteFolder("data", files));
        Assert.Contains(dataset.Summary.Warnings, w => w == "1 training images are in more than one class; the first: blue/twin1.png and red/twin3.png.");
        Assert.Contains(dataset.Summary.Warnings, w => w.StartsWith("2 training images repeat", StringComparison.Ordinal));
        var holders = new[] { dataset.Train, dataset.Validation, dataset.Test }.Count(s => Enumerable.Range(0, s.Count).Any(r => s.Images!.Read(r).SequenceEqual(twin)));
        Assert.Equal(1, holders);
    }

    [Fact]
    public void Few_bad_images_are_skipped_counted_and_named_and_many_are_refused()
    {
        using var task = new TinyImages();
        var good = TinyImages.Images(20).ToList();
        (string, byte[])[] bad =
        [
            ("blue/cut.png", good[0].Content[..^20]),
            ("green/bomb.png", TestPng.Write((100_000, 90_000), new byte[50])),
            ("red/text.jpg", "no image"u8.ToArray()),
            ("red/other.webp", "RIFF"u8.ToArray()),
        ];
        var folder = task.WriteFolder("data", good.Concat(bad));
        var dataset = task.Prepare(folder, options: Lenient);
        Assert.Equal(4, dataset.Summary.SkippedRows);
        Assert.Equal(60, dataset.Train.Count + dataset.Validation.Count + dataset.Test.Count);
        Assert.StartsWith("4 images of data were skipped; the first: blue/cut.png: It is no intact PNG", Assert.Single(dataset.Summary.Warnings), StringComparison.Ordinal);

        var thrown = Assert.Throws<InvalidInputException>(() => task.Prepare(folder));
        Assert.Equal(["blue/cut.png", "green/bomb.png", "red/other.webp", "red/text.jpg"], thrown.Problems.Select(p => p.Location));
        Assert.Contains("100000 × 90000", thrown.Problems[1].What, StringComparison.Ordinal);
        Assert.Contains(".webp", thrown.Problems[2].What, StringComparison.Ordinal);
        Assert.Contains("neither PNG nor JPEG", thrown.Problems[3].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_validation_that_training_lacks_is_named()
    {
        using var task = new TinyImages();
        var files = TinyImages.Images(6, "train/").Concat(TinyImages.Images(2, "validation/", 70)).Append(("validation/white/1.png", TestPng.Noisy(9, 9, (250, 250, 250), 1)));
        var thrown = Assert.Throws<InvalidInputException>(() => task.Prepare(task.WriteFolder("data", files)));
        Assert.Equal(("validation/white/1.png", "The class 'white' does not occur in training."), (thrown.Problems[0].Location, thrown.Problems[0].What));
    }

    [Theory]
    [InlineData("single", "All 4 images are of the class 'blue'")]
    [InlineData("empty", "The class folder holds no image.")]
    [InlineData("loose", "The image lies in no class folder.")]
    [InlineData("none", "It holds no image in a class folder.")]
    public void A_layout_that_cannot_be_learned_is_refused(string kind, string expected)
    {
        using var task = new TinyImages();
        var folder = task.WriteFolder("data", kind switch
        {
            "single" => TinyImages.Images(4).Take(4),
            "loose" => TinyImages.Images(4).Append(("top.png", TestPng.Noisy(9, 9, (1, 1, 1), 1))),
            "none" => [("notes/a.txt", [1]), ("more/b.txt", [1])],
            _ => TinyImages.Images(4),
        });
        if (kind == "empty")
        {
            Directory.CreateDirectory(Path.Combine(folder, "white"));
        }

        Assert.Contains(expected, Assert.Throws<InvalidInputException>(() => task.Prepare(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.png", "leads out")]
    [InlineData("/etc/evil.png", "leads out")]
    [InlineData("a/../../evil.png", "leads out")]
    [InlineData("C:/evil.png", "leads out")]
    [InlineData("blue\\..\\..\\evil.png", "leads out")]
    public void A_name_that_leads_out_of_the_zip_is_refused(string name, string expected)
    {
        using var task = new TinyImages();
        var folder = task.WriteZip("data", TinyImages.Images(4).Append((name, [1])));
        var thrown = Assert.Throws<InvalidInputException>(() => task.Prepare(folder));
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith("images.zip", Assert.Single(thrown.Problems).File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_unpacks_to_very_much_is_refused_before_all_of_it_is_unpacked()
    {
        using var task = new TinyImages();
        var folder = task.WriteZip("data", TinyImages.Images(4).Append(("red/bomb.png", new byte[50 << 20])));
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => task.Prepare(folder)).Problems);
        Assert.Equal("red/bomb.png", problem.Location);
        Assert.Contains("unpacks to more than", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_that_is_damaged_is_refused_wherever_it_is_cut()
    {
        using var task = new TinyImages();
        var zip = Path.Combine(task.WriteZip("data", TinyImages.Images(4)), "images.zip");
        var whole = File.ReadAllBytes(zip);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 25))
        {
            File.WriteAllBytes(zip, whole[..length]);
            Assert.Throws<InvalidInputException>(() => task.Prepare(task.Folder("data")));
        }
    }

    [Fact]
    public void Bytes_changed_within_a_zip_never_do_more_than_refuse()
    {
        using var task = new TinyImages();
        var zip = Path.Combine(task.WriteZip("data", TinyImages.Images(3)), "images.zip");
        var whole = File.ReadAllBytes(zip);
        var random = new Random(11);
        for (var i = 0; i < 150; i++)
        {
            var damaged = whole.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                // Half of them in the directory at the end, where names, sizes and places stand.
                damaged[random.Next(2) == 0 ? random.Next(whole.Length) : whole.Length - 1 - random.Next(900)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(zip, damaged);
            try
            {
                Assert.True(task.Prepare(task.Folder("data"), options: Lenient).Train.Count > 0, "Nothing was left to train on.");
            }
            catch (InvalidInputException e)
            {
                Assert.NotEmpty(e.Problems);
            }
        }
    }

    [Fact]
    public void Texts_for_a_task_about_images_and_the_other_way_round_are_refused()
    {
        using var task = new TinyImages();
        var images = task.WriteFolder("data", TinyImages.Images(4));
        Assert.Contains("holds images and the task is text-classification", Assert.Throws<InvalidInputException>(
            () => task.Prepare(images, options: new DatasetOptions { Task = "text-classification" })).Message, StringComparison.Ordinal);
        var texts = task.WriteFolder("texts", [("train.csv", "text,label\na,b\nc,d\n"u8.ToArray())]);
        Assert.Contains("holds texts and the task is image-classification", Assert.Throws<InvalidInputException>(
            () => task.Prepare(texts, options: new DatasetOptions { Task = "image-classification" })).Message, StringComparison.Ordinal);
        Assert.Contains("The model reads images and the dataset holds texts", Assert.Throws<InvalidInputException>(() => task.Prepare(texts)).Message, StringComparison.Ordinal);
        using var words = new TinyTask();
        Assert.Contains("The model reads texts and the dataset holds images", Assert.Throws<InvalidInputException>(
            () => DatasetPreparation.Prepare(images, words.ModelFolder, new DatasetOptions(), task.Folder("none"), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        task.WriteZip("texts", TinyImages.Images(2), "validation.zip");
        Assert.Contains("Give all splits in the same form", Assert.Throws<InvalidInputException>(() => task.Prepare(texts)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prepared_dataset_whose_images_are_gone_says_so()
    {
        using var task = new TinyImages();
        task.Prepare(task.WriteFolder("data", TinyImages.Images(5)));
        var path = Path.Combine(task.Folder("prepared"), "images.bin");
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(100);
        }

        var dataset = PreparedDataset.Load(task.Folder("prepared"));
        Assert.Contains("cut off", Assert.Throws<InvalidInputException>(() => dataset.Train.Images!.Read(dataset.Train.Count - 1)).Message, StringComparison.Ordinal);
    }
}
