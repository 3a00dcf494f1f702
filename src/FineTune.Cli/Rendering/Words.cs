using System.Globalization;
using System.Text.Json;

namespace FineTune.Cli.Rendering;

/// <summary>How numbers, times and hyperparameters read.</summary>
public static class Words
{
    /// <summary>A score with four decimals, or a dash.</summary>
    /// <param name="value">The score.</param>
    /// <returns>Its text.</returns>
    public static string Score(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.0000", CultureInfo.InvariantCulture) : "-";

    /// <summary>A share as a percentage.</summary>
    /// <param name="value">The share, 0 to 1.</param>
    /// <returns>Its text.</returns>
    public static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0} %");

    /// <summary>Epochs with at most two decimals.</summary>
    /// <param name="epochs">The epochs.</param>
    /// <returns>Its text.</returns>
    public static string Epochs(double epochs) => epochs.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A duration in its two largest units.</summary>
    /// <param name="seconds">The duration in seconds.</param>
    /// <returns>Its text.</returns>
    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Max(0, seconds));
        return time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
            : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s");
    }

    /// <summary>Hyperparameters on one line, as name=value.</summary>
    /// <param name="parameters">The hyperparameters.</param>
    /// <param name="shown">The names to show; null shows all.</param>
    /// <returns>Their text; numbers with at most three digits.</returns>
    public static string Parameters(IReadOnlyDictionary<string, JsonElement> parameters, IReadOnlySet<string>? shown = null) =>
        string.Join("  ", parameters.Where(entry => shown?.Contains(entry.Key) ?? true).Select(entry => $"{Short(entry.Key)}={Value(entry.Value)}"));

    /// <summary>One hyperparameter's value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its text.</returns>
    public static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble().ToString("G3", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string Short(string name) => name switch
    {
        "learningRate" => "lr",
        "batchSize" => "batch",
        "weightDecay" => "decay",
        "warmupRatio" => "warmup",
        "frozenLayers" => "frozen",
        "freezeEmbeddings" => "freezeEmb",
        _ => name,
    };
}
