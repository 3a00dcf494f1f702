using FineTune.Training.Images;
using FineTune.Training.Optimization;

namespace FineTune.Training.Tests.Images;

public sealed class ImageAugmentationTests
{
    [Fact]
    public void A_view_depends_on_the_epochs_key_and_the_row_and_on_nothing_else()
    {
        var one = new ImageAugmentation(0.3, mirrors: true);
        var same = new ImageAugmentation(0.3, mirrors: true);
        same.View(new RandomKey(7), 3, 10, 10);
        Assert.Equal(one.View(new RandomKey(2), 5, 64, 48), same.View(new RandomKey(2), 5, 64, 48));
        Assert.NotEqual(one.View(new RandomKey(2), 5, 64, 48), one.View(new RandomKey(3), 5, 64, 48));
        Assert.NotEqual(one.View(new RandomKey(2), 5, 64, 48), one.View(new RandomKey(2), 6, 64, 48));
    }

    [Theory]
    [InlineData(64, 48)]
    [InlineData(500, 20)]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    public void Parts_lie_within_the_image_and_have_the_shares_and_ratios_of_the_paper(int width, int height)
    {
        var augmentation = new ImageAugmentation(0.25, mirrors: true);
        var views = Enumerable.Range(0, 2000).Select(row => augmentation.View(new RandomKey(9), row, width, height)).ToArray();
        Assert.All(views, v =>
        {
            Assert.InRange(v.Box.Left, 0, width - v.Box.Width);
            Assert.InRange(v.Box.Top, 0, height - v.Box.Height);
            Assert.InRange(v.Box.Width, 1, width);
            Assert.InRange(v.Box.Height, 1, height);
        });
        Assert.InRange(views.Count(v => v.IsMirrored), 900, 1100);
        if (width == 64)
        {
            Assert.All(views, v => Assert.InRange((double)v.Box.Width * v.Box.Height / (width * height), 0.23, 1));
            Assert.All(views, v => Assert.InRange((double)v.Box.Width / v.Box.Height, 0.7, 1.42));
            Assert.InRange(views.Average(v => (double)v.Box.Width * v.Box.Height / (width * height)), 0.48, 0.63);
            Assert.True(views.Select(v => (v.Box.Left, v.Box.Top)).Distinct().Count() > 300, "Places repeat too often.");
        }
    }

    [Fact]
    public void Without_augmentation_training_sees_what_evaluation_sees()
    {
        using var decoded = ImageGoldens.Open("decoded.safetensors");
        var image = ImageGoldens.Image(decoded, "rgb.png/rgb");
        var none = new ImageAugmentation(1, mirrors: false);
        Assert.True(none.IsNone);
        Assert.Equal(new AugmentedView(new CropBox(0, 0, 67, 45), false), none.View(new RandomKey(1), 0, 67, 45));
        Assert.False(new ImageAugmentation(1, mirrors: true).IsNone);
        Assert.Same(image, image.Cut(new CropBox(0, 0, 67, 45)));
    }

    [Fact]
    public void A_mirrored_part_is_the_part_with_its_columns_turned_round()
    {
        using var decoded = ImageGoldens.Open("decoded.safetensors");
        var image = ImageGoldens.Image(decoded, "rgb.png/rgb");
        var settings = PreprocessingReader.Read("p", new System.Text.Json.Nodes.JsonObject { ["size"] = 8 });
        var preprocessing = new ImagePreprocessing(settings);
        var box = new CropBox(10, 5, 30, 20);
        var (plain, mirrored, cut) = (new float[3 * 64], new float[3 * 64], new float[3 * 64]);
        preprocessing.Apply(image, new AugmentedView(box, false), plain);
        preprocessing.Apply(image, new AugmentedView(box, true), mirrored);
        preprocessing.Apply(image.Cut(box), cut);
        Assert.Equal(cut, plain);
        for (var i = 0; i < plain.Length; i++)
        {
            Assert.Equal(plain[i], mirrored[(i / 8 * 8) + 7 - (i % 8)]);
        }
    }
}
