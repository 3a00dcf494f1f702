using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Models;

namespace FineTune.Training.Images;

/// <summary>The settings of preprocessor_config.json, with the spellings of its versions brought to one form.</summary>
internal sealed record PreprocessingSettings
{
    /// <summary>The file's name.</summary>
    public const string FileName = "preprocessor_config.json";

    /// <summary>Columns of the result.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the result.</summary>
    public required int Height { get; init; }

    /// <summary>Whether images are resized.</summary>
    public bool Resizes { get; init; } = true;

    /// <summary>What the shorter side becomes, the longer one in proportion; null: both sides are set.</summary>
    public int? ShortestEdge { get; init; }

    /// <summary>Columns after resizing, where both sides are set.</summary>
    public int ResizedWidth { get; init; }

    /// <summary>Rows after resizing, where both sides are set.</summary>
    public int ResizedHeight { get; init; }

    /// <summary>How images are resized.</summary>
    public ResizingFilter Filter { get; init; } = ResizingFilter.Bilinear;

    /// <summary>Whether the middle is cut out.</summary>
    public bool Crops { get; init; }

    /// <summary>What bytes are multiplied by; 1 where they are not.</summary>
    public double RescaleFactor { get; init; } = 1.0 / 255;

    /// <summary>Whether means are taken away and deviations divided by.</summary>
    public bool Normalises { get; init; } = true;

    /// <summary>Mean of each channel after rescaling.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0.5, 0.5, 0.5];

    /// <summary>Deviation of each channel after rescaling.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [0.5, 0.5, 0.5];

    /// <summary>The file's content, for the folder that a trial's best weights are exported to.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>Reads the settings of a model folder, or takes those of its family where it has no file.</summary>
    /// <exception cref="InvalidInputException">The file asks for what is not supported; every problem is listed.</exception>
    public static PreprocessingSettings Load(string modelFolder)
    {
        var path = Path.Combine(modelFolder, FileName);
        if (!File.Exists(path))
        {
            var (family, config) = ModelFolder.ReadConfig(modelFolder);
            return PreprocessingReader.Read(path, JsonNode.Parse(Default(family, config).ToJsonString())!.AsObject());
        }

        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) is JsonObject json
                ? PreprocessingReader.Read(path, json)
                : throw new InvalidInputException(path, null, "It is not a JSON object.", "Download the file again.");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(path, $"line {e.LineNumber + 1}", "It is not valid JSON.", "Download the file again.");
        }
    }

    /// <summary>Writes the file into a model folder.</summary>
    public void Save(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllText(path + ".partial", Json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
        File.Move(path + ".partial", path, overwrite: true);
    }

    /// <summary>What the family's published models were trained with.</summary>
    private static JsonObject Default(ModelFamily family, ModelConfig config)
    {
        var json = new JsonObject
        {
            ["image_processor_type"] = family is ResNetFamily or ConvNextFamily ? "ConvNextImageProcessor" : "ViTImageProcessor",
            ["do_resize"] = true,
            ["resample"] = (int)(family is ResNetFamily or ConvNextFamily ? ResizingFilter.Bicubic : ResizingFilter.Bilinear),
            ["do_rescale"] = true,
            ["rescale_factor"] = 1.0 / 255,
            ["do_normalize"] = true,
        };
        if (family is ResNetFamily or ConvNextFamily)
        {
            json["crop_pct"] = 0.875;
            json["size"] = new JsonObject { ["shortest_edge"] = config.ImageSize };
            json["image_mean"] = new JsonArray(0.485, 0.456, 0.406);
            json["image_std"] = new JsonArray(0.229, 0.224, 0.225);
            return json;
        }

        json["size"] = new JsonObject { ["height"] = config.ImageSize, ["width"] = config.ImageSize };
        json["image_mean"] = new JsonArray(0.5, 0.5, 0.5);
        json["image_std"] = new JsonArray(0.5, 0.5, 0.5);
        return json;
    }
}
