using System.Text.Json;

namespace FineTune.Training.Models;

/// <summary>The frequencies of rotary embeddings, plain or stretched to longer texts, from both spellings of config.json.</summary>
/// <param name="Values">n/2 frequencies, single precision.</param>
/// <param name="Factor">What sines and cosines are multiplied by.</param>
internal sealed record RotaryFrequencies(float[] Values, double Factor)
{
    /// <summary>θ^(-2j/n).</summary>
    public static float[] Plain(int width, double theta)
    {
        var values = new float[width / 2];
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = 1f / MathF.Pow((float)theta, 2f * j / width);
        }

        return values;
    }

    /// <summary>Reads rope_parameters (by layer type where they are nested), or rope_theta and rope_scaling of older files.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="width">Width of a head.</param>
    /// <param name="layerType">The key of nested parameters; null for flat ones.</param>
    /// <param name="fallback">θ where the file says none.</param>
    /// <exception cref="InvalidInputException">The kind of scaling is not supported.</exception>
    public static RotaryFrequencies Of(ModelConfig config, int width, string? layerType, double fallback)
    {
        var settings = Settings(config, layerType);
        double Number(string name, double otherwise) =>
            settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : otherwise;
        var theta = Number("rope_theta", layerType is null ? ConfigValue.Number(config, "rope_theta", fallback) : fallback);
        var rotated = (int)(width * Number("partial_rotary_factor", ConfigValue.Number(config, "partial_rotary_factor", 1)));
        var plain = Plain(rotated, theta);
        var original = ConfigValue.Number(config, "original_max_position_embeddings", Number("original_max_position_embeddings", config.Positions));
        return Kind(settings) switch
        {
            "default" => new RotaryFrequencies(plain, 1),
            "linear" => new RotaryFrequencies(Array.ConvertAll(plain, v => (float)(v / Number("factor", 1))), 1),
            "llama3" => new RotaryFrequencies(
                Array.ConvertAll(plain, v => Llama3(v, Number("factor", 8), Number("low_freq_factor", 1), Number("high_freq_factor", 4), original)), 1),
            "yarn" => Yarn(plain, rotated, theta, original, Number),
            var kind => throw new InvalidInputException(
                "config.json", "rope_parameters", $"The rotary scaling '{kind}' is not supported.", "Use a model with default, linear, llama3 or yarn scaling."),
        };
    }

    private static JsonElement Settings(ModelConfig config, string? layerType)
    {
        var json = config.Json;
        if (layerType is null && json.TryGetProperty("rope_scaling", out var scaling) && scaling.ValueKind == JsonValueKind.Object)
        {
            return scaling;
        }

        if (!json.TryGetProperty("rope_parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
        {
            return layerType == "full_attention" && json.TryGetProperty("rope_scaling", out var old) ? old : default;
        }

        return layerType is not null && parameters.TryGetProperty(layerType, out var nested) ? nested : parameters;
    }

    private static string Kind(JsonElement settings)
    {
        foreach (var name in new[] { "rope_type", "type" })
        {
            if (settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var kind) && kind.ValueKind == JsonValueKind.String)
            {
                return kind.GetString()!;
            }
        }

        return "default";
    }

    private static float Llama3(float frequency, double factor, double low, double high, double original)
    {
        var wavelength = 2 * Math.PI / frequency;
        if (wavelength > original / low)
        {
            return (float)(frequency / factor);
        }

        if (wavelength < original / high)
        {
            return frequency;
        }

        var smooth = ((original / wavelength) - low) / (high - low);
        return (float)(((1 - smooth) * frequency / factor) + (smooth * frequency));
    }

    private static RotaryFrequencies Yarn(float[] plain, int width, double theta, double original, Func<string, double, double> number)
    {
        var factor = number("factor", 1);
        double Place(double turns) => width * Math.Log(original / (2 * Math.PI * turns)) / (2 * Math.Log(theta));
        var low = Math.Max(0, Math.Floor(Place(number("beta_fast", 32))));
        var high = Math.Min(width - 1, Math.Ceiling(Place(number("beta_slow", 1))));
        high += high == low ? 0.001 : 0;
        var values = new float[plain.Length];
        for (var j = 0; j < values.Length; j++)
        {
            var ramp = Math.Clamp((j - low) / (high - low), 0, 1);
            values[j] = (float)((plain[j] * (1 - ramp)) + (plain[j] / factor * ramp));
        }

        return new RotaryFrequencies(values, number("attention_factor", (0.1 * Math.Log(factor)) + 1));
    }
}
