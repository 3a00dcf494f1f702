namespace FineTune.Training.Generation;

/// <summary>How a text is continued. Every choice is a pure function of these, the prompt and the model.</summary>
public sealed record GenerationOptions
{
    /// <summary>Most tokens to add.</summary>
    public int MaxNewTokens { get; init; } = 60;

    /// <summary>0 always takes the likeliest token; larger draws more freely.</summary>
    public double Temperature { get; init; }

    /// <summary>Draws among so many of the likeliest tokens; 0 among all.</summary>
    public int TopK { get; init; }

    /// <summary>Draws among the likeliest tokens that together have this probability.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Above 1 makes tokens less likely that are in the text already (Keskar et al. 2019).</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Finds every value that cannot be used.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    internal void ThrowIfAny()
    {
        (string Name, double Value, bool Fits, string Range)[] checks =
        [
            ("maxNewTokens", MaxNewTokens, MaxNewTokens >= 1, "at least 1"),
            ("temperature", Temperature, Temperature >= 0 && double.IsFinite(Temperature), "at least 0"),
            ("topK", TopK, TopK >= 0, "at least 0"),
            ("topP", TopP, TopP is > 0 and <= 1, "more than 0 and at most 1"),
            ("repetitionPenalty", RepetitionPenalty, RepetitionPenalty > 0 && double.IsFinite(RepetitionPenalty), "more than 0"),
        ];
        InputProblem[] problems = [.. checks.Where(c => !c.Fits).Select(c => new InputProblem(
            "generation", c.Name, FormattableString.Invariant($"The value {c.Value} cannot be used."), $"Give a number that is {c.Range}."))];
        if (problems.Length > 0)
        {
            throw new InvalidInputException(problems);
        }
    }
}
