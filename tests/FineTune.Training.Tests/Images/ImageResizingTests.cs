using FineTune.Training.Images;

namespace FineTune.Training.Tests.Images;

/// <summary>Resizing against PIL, to the bit.</summary>
public sealed class ImageResizingTests
{
    public static TheoryData<string> Cases()
    {
        using var file = ImageGoldens.Open("resize_only.safetensors");
        return [.. file.Entries.Select(e => e.Name)];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resized_bytes_are_those_of_PIL(string name)
    {
        using var decoded = ImageGoldens.Open("decoded.safetensors");
        using var resized = ImageGoldens.Open("resize_only.safetensors");
        var parts = name.Split('/');
        var size = parts[2].Split('x').Select(int.Parse).ToArray();
        var result = ImageResizing.Resize(ImageGoldens.Image(decoded, parts[0] + "/rgb"), size[0], size[1], Enum.Parse<ResizingFilter>(parts[1], ignoreCase: true));
        Assert.Equal(ImageGoldens.Image(resized, name).Pixels, result.Pixels);
    }

    [Fact]
    public void An_image_that_has_the_size_already_is_left_as_it_is()
    {
        var image = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);
        Assert.Same(image, ImageResizing.Resize(image, 2, 1, ResizingFilter.Bicubic));
    }
}
