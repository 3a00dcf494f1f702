using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Images;

namespace FineTune.Training.Tests.Images;

/// <summary>Reference images and what PIL and transformers make of them.</summary>
internal static class ImageGoldens
{
    public static string Folder => Path.Combine(SharedFiles.Goldens, "transformers", "images");

    public static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(Folder, name));

    public static SafetensorsFile Open(string name) => SafetensorsFile.Open(Path.Combine(Folder, name));

    public static JsonElement Settings()
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(Folder, "settings.json")));
        return json.RootElement.Clone();
    }

    /// <summary>An image as PIL decoded it: [h, w, 3], or [h, w] grey.</summary>
    public static RgbImage Image(SafetensorsFile file, string name)
    {
        var entry = file[name];
        var bytes = file.Bytes(entry).ToArray();
        return new RgbImage((int)entry.Shape[1], (int)entry.Shape[0], entry.Shape.Length == 3 ? bytes : [.. bytes.SelectMany(b => new[] { b, b, b })]);
    }
}
