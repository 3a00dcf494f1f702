using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Images;

namespace FineTune.Training.Tests.Images;

/// <summary>Preprocessing against transformers' image processors.</summary>
public sealed class ImagePreprocessingTests
{
    public static TheoryData<string, string> Cases()
    {
        using var file = ImageGoldens.Open("pixel_values.safetensors");
        return [.. file.Entries.Select(e => e.Name.Split('/')).Where(p => p.Length == 2).Select(p => (p[0], p[1]))];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pixel_values_are_those_of_the_processor(string processor, string image)
    {
        using var decoded = ImageGoldens.Open("decoded.safetensors");
        using var expected = ImageGoldens.Open("pixel_values.safetensors");
        var preprocessing = Processor(processor);
        var original = ImageGoldens.Image(decoded, image + "/rgb");
        var resized = ImageGoldens.Image(expected, $"{processor}/{image}/resized_u8");
        var ours = preprocessing.Resize(original);
        Assert.Equal((resized.Width, resized.Height), (ours.Width, ours.Height));
        Assert.Equal(resized.Pixels, ours.Pixels);
        var entry = expected[$"{processor}/{image}"];
        Assert.Equal([3, preprocessing.Height, preprocessing.Width], entry.Shape.AsEnumerable());
        var values = new float[entry.ElementCount];
        preprocessing.Apply(original, values);
        Assert.All(expected.ReadSingles(entry).Zip(values), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    [Theory]
    [InlineData("""{"size":32,"feature_extractor_type":"ViTFeatureExtractor"}""", 32, 32)]
    [InlineData("""{"size":48,"crop_pct":0.875,"resample":3,"feature_extractor_type":"ConvNextFeatureExtractor"}""", 48, 48)]
    [InlineData("""{"size":{"shortest_edge":384},"image_processor_type":"ConvNextImageProcessor"}""", 384, 384)]
    [InlineData("""{"size":20,"do_center_crop":true,"crop_size":16}""", 16, 16)]
    public void Old_spellings_are_read(string json, int width, int height)
    {
        var preprocessing = new ImagePreprocessing(PreprocessingReader.Read("preprocessor_config.json", (JsonObject)JsonNode.Parse(json)!));
        Assert.Equal((width, height), (preprocessing.Width, preprocessing.Height));
        preprocessing.Apply(new RgbImage(70, 31, new byte[70 * 31 * 3]), new float[3 * width * height]);
    }

    [Theory]
    [InlineData("""{"size":{"shortest_edge":32}}""", "size")]
    [InlineData("""{"size":{"height":32}}""", "size")]
    [InlineData("""{"size":-1}""", "size")]
    [InlineData("""{"resample":1}""", "resample")]
    [InlineData("""{"image_mean":[1,2]}""", "image_mean")]
    [InlineData("""{"image_std":[0,1,1]}""", "image_std")]
    [InlineData("""{"rescale_factor":"x"}""", "rescale_factor")]
    public void A_setting_that_is_not_understood_is_named(string json, string field)
    {
        var thrown = Assert.Throws<InvalidInputException>(() => PreprocessingReader.Read("p.json", (JsonObject)JsonNode.Parse(json)!));
        Assert.Contains(thrown.Problems, p => p.Location == field && p.File == "p.json");
    }

    [Theory]
    [InlineData("vit/imgcls", 24)]
    [InlineData("resnet-basic/imgcls", 224)]
    public void A_model_without_the_file_gets_what_its_family_was_trained_with(string model, int size)
    {
        var preprocessing = ImagePreprocessing.Load(Path.Combine(SharedFiles.Goldens, "transformers", "tiny", model));
        Assert.Equal((size, size), (preprocessing.Width, preprocessing.Height));
        Assert.Equal(model.StartsWith("vit", StringComparison.Ordinal) ? 0.5 : 0.485, preprocessing.Settings.Mean[0]);
    }

    private static ImagePreprocessing Processor(string name)
    {
        var json = JsonObject.Create(ImageGoldens.Settings().GetProperty("processors").GetProperty(name))!;
        json["image_processor_type"] = json["class"]!.DeepClone();
        if (json["crop_size"] is not null && json["do_center_crop"] is null)
        {
            throw new JsonException("A crop size without a crop.");
        }

        return new ImagePreprocessing(PreprocessingReader.Read("settings.json", json));
    }
}
