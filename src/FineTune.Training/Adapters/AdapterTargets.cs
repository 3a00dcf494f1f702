using System.Text.RegularExpressions;

namespace FineTune.Training.Adapters;

/// <summary>Which modules a setting means, by peft's rules.</summary>
internal static class AdapterTargets
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Whether a module is adapted.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="module">The module's whole name.</param>
    /// <param name="isHead">Whether it belongs to the head.</param>
    /// <param name="isLinear">Whether it is a matrix product and no convolution.</param>
    public static bool Includes(LoraSettings settings, string module, bool isHead, bool isLinear)
    {
        if (settings.Excluded.Any(e => EndsWith(module, e)) || settings.SavedModules.Any(s => EndsWith(module, s)))
        {
            return false;
        }

        var wanted = settings.TargetsArePattern ? Regex.IsMatch(module, $"^(?:{settings.Targets[0]})$", RegexOptions.None, Patience)
            : settings.Targets is ["all-linear"] ? isLinear && !isHead
            : settings.Targets.Any(t => EndsWith(module, t));
        return wanted && (settings.Layers.Count == 0 || (LayerOf(module) is { } layer && settings.Layers.Contains(layer)));
    }

    /// <summary>The rank of a module.</summary>
    public static int RankOf(LoraSettings settings, string module) => ByPattern(settings.RankPattern, module, settings.Rank);

    /// <summary>What the update of a module is multiplied by.</summary>
    public static double ScaleOf(LoraSettings settings, string module)
    {
        var (rank, alpha) = (RankOf(settings, module), ByPattern(settings.AlphaPattern, module, settings.Alpha));
        return settings.RootScaling ? alpha / Math.Sqrt(rank) : alpha / rank;
    }

    /// <summary>Whether a name is, or ends in, a dotted name.</summary>
    public static bool EndsWith(string module, string end) =>
        module == end || module.EndsWith("." + end, StringComparison.Ordinal);

    private static T ByPattern<T>(IReadOnlyDictionary<string, T> patterns, string module, T otherwise)
    {
        foreach (var (pattern, value) in patterns)
        {
            if (Regex.IsMatch(module, $@"(.*\.)?({pattern})$", RegexOptions.None, Patience))
            {
                return value;
            }
        }

        return otherwise;
    }

    private static int? LayerOf(string module)
    {
        var match = Regex.Match(module, @"\.[^.]*\.(\d+)\.", RegexOptions.None, Patience);
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
