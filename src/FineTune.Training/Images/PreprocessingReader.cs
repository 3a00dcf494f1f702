using System.Text.Json.Nodes;

namespace FineTune.Training.Images;

/// <summary>Reads preprocessor_config.json of the processors of ViT, ConvNeXt (which ResNet uses), BiT and those that share their fields.</summary>
internal sealed class PreprocessingReader
{
    /// <summary>From this size on ConvNeXt's processor squeezes instead of cropping.</summary>
    private const int SqueezedFrom = 384;
    private const int LargestSide = 4096;

    private readonly string _path;
    private readonly JsonObject _json;
    private readonly List<InputProblem> _problems = [];

    private PreprocessingReader(string path, JsonObject json) => (_path, _json) = (path, json);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidInputException">A field is not understood or not supported; every problem is listed.</exception>
    public static PreprocessingSettings Read(string path, JsonObject json)
    {
        var reader = new PreprocessingReader(path, json);
        var settings = reader.Shape() with
        {
            Filter = reader.Filter(),
            RescaleFactor = reader.Flag("do_rescale", true) ? reader.Number("rescale_factor", 1.0 / 255) : 1,
            Normalises = reader.Flag("do_normalize", true),
            Mean = reader.Numbers("image_mean", 0),
            Deviation = reader.Numbers("image_std", double.Epsilon),
        };
        return reader._problems.Count == 0 ? settings : throw new InvalidInputException(reader._problems);
    }

    private PreprocessingSettings Shape()
    {
        var type = Text("image_processor_type") ?? Text("feature_extractor_type") ?? "";
        var isConvNext = _json["crop_pct"] is not null || type.StartsWith("ConvNext", StringComparison.Ordinal);
        var keepsShape = isConvNext || Flag("do_center_crop", false);
        var (width, height, shortest) = Size("size", 224, keepsShape);
        var plain = new PreprocessingSettings { Width = width, Height = height, ResizedWidth = width, ResizedHeight = height, Resizes = Flag("do_resize", true), Json = _json };
        if (isConvNext)
        {
            var side = shortest ?? width;
            return side >= SqueezedFrom
                ? plain with { Width = side, Height = side, ResizedWidth = side, ResizedHeight = side }
                : plain with { Width = side, Height = side, Crops = true, ShortestEdge = (int)(side / Number("crop_pct", 224.0 / 256)) };
        }

        if (Flag("do_center_crop", false))
        {
            var (cropWidth, cropHeight, _) = Size("crop_size", 224, keepsShape: false);
            return plain with { Width = cropWidth, Height = cropHeight, Crops = true, ShortestEdge = shortest };
        }

        if (shortest is not null)
        {
            Problem("size", "Images are resized by their shortest edge and not cropped, so they would differ in shape.", "Set size to a height and a width, or set do_center_crop and crop_size.");
        }

        return plain;
    }

    private (int Width, int Height, int? Shortest) Size(string name, int fallback, bool keepsShape)
    {
        switch (_json[name])
        {
            case null:
                return (fallback, fallback, keepsShape ? fallback : null);
            case JsonValue value when value.TryGetValue<int>(out var side) && IsSide(side):
                return (side, side, keepsShape ? side : null);
            case JsonObject sides when Side(sides, "height") is { } height && Side(sides, "width") is { } width:
                return (width, height, null);
            case JsonObject sides when Side(sides, "shortest_edge") is { } shortest && sides["longest_edge"] is null:
                return (shortest, shortest, shortest);
            default:
                Problem(name, $"'{name}' is {_json[name]!.ToJsonString()}; a side, a height and a width, or a shortest_edge of 1 to {LargestSide} are needed.", "Use the file that belongs to the weights.");
                return (fallback, fallback, null);
        }
    }

    private static int? Side(JsonObject sides, string name) =>
        sides[name] is JsonValue value && value.TryGetValue<int>(out var side) && IsSide(side) ? side : null;

    private static bool IsSide(int side) => side is >= 1 and <= LargestSide;

    private ResizingFilter Filter()
    {
        var number = (int)Number("resample", (int)ResizingFilter.Bilinear);
        if (!Enum.IsDefined((ResizingFilter)number))
        {
            Problem("resample", $"The filter {number} is not supported.", "Use 2 (bilinear) or 3 (bicubic).");
        }

        return (ResizingFilter)number;
    }

    private bool Flag(string name, bool fallback) => _json[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : fallback;

    private string? Text(string name) => _json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private double Number(string name, double fallback)
    {
        if (_json[name] is null)
        {
            return fallback;
        }

        if (_json[name] is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) && number > 0)
        {
            return number;
        }

        Problem(name, $"'{name}' is {_json[name]!.ToJsonString()}; a number above 0 is needed.", "Use the file that belongs to the weights.");
        return fallback;
    }

    private double[] Numbers(string name, double least)
    {
        if (_json[name] is null)
        {
            return [0.5, 0.5, 0.5];
        }

        if (_json[name] is JsonArray { Count: RgbImage.Channels } list
            && list.All(n => n is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) && number >= least))
        {
            return [.. list.Select(n => n!.GetValue<double>())];
        }

        Problem(name, $"'{name}' is {_json[name]!.ToJsonString()}; three numbers are needed, one for each channel.", "Use the file that belongs to the weights.");
        return [0.5, 0.5, 0.5];
    }

    private void Problem(string field, string what, string remedy) => _problems.Add(new InputProblem(_path, field, what, remedy));
}
