namespace FineTune.Training.Adapters;

/// <summary>What low-rank adapters are attached, by the words of peft's adapter_config.json.</summary>
public sealed record LoraSettings
{
    /// <summary>r, the rank of the update of a matrix.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>α; the update is multiplied by α/r, or by α/√r where <see cref="RootScaling"/>.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Dropout of the adapters' input.</summary>
    public double Dropout { get; init; }

    /// <summary>Ends of module names that are adapted; one regular expression over whole names where <see cref="TargetsArePattern"/>; "all-linear" for all but the head.</summary>
    public IReadOnlyList<string> Targets { get; init; } = ["query", "value"];

    /// <summary>Whether <see cref="Targets"/> holds a regular expression.</summary>
    public bool TargetsArePattern { get; init; }

    /// <summary>Ends of module names that are not adapted.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Numbers of the layers that are adapted; empty for all.</summary>
    public IReadOnlyList<int> Layers { get; init; } = [];

    /// <summary>Ranks of single modules, by a pattern that the end of their name matches.</summary>
    public IReadOnlyDictionary<string, int> RankPattern { get; init; } = new Dictionary<string, int>();

    /// <summary>α of single modules, by a pattern that the end of their name matches.</summary>
    public IReadOnlyDictionary<string, double> AlphaPattern { get; init; } = new Dictionary<string, double>();

    /// <summary>rsLoRA (Kalajdzievski 2023): scale by the root of the rank.</summary>
    public bool RootScaling { get; init; }

    /// <summary>DoRA (Liu et al. 2024): the length of each row is trained apart from its direction.</summary>
    public bool Decomposed { get; init; }

    /// <summary>Whether the biases of adapted modules are trained too ("lora_only").</summary>
    public bool TrainsBiases { get; init; }

    /// <summary>Ends of the names of modules that are trained whole and stored with the adapters.</summary>
    public IReadOnlyList<string> SavedModules { get; init; } = ["classifier", "score"];
}
