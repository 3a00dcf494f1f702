using System.Collections.Immutable;
using System.Text.Json;
using FineTune.Search.Ledger;

namespace FineTune.Search.Finalists;

/// <summary>The next step of a race of finalists, or its end.</summary>
/// <param name="Verdict">What it has come to.</param>
/// <param name="Trial">The trial that is taken; -1 while the race goes on.</param>
/// <param name="Seed">The seed to train next of every finalist in <paramref name="Train"/>; -1 at the end.</param>
/// <param name="Train">The trials to train with that seed.</param>
/// <param name="Standings">All finalists, in the order in which they were given.</param>
/// <param name="Reason">Why, in words and numbers.</param>
public sealed record FinalistDecision(
    FinalistVerdict Verdict, int Trial, int Seed, ImmutableArray<int> Train, ImmutableArray<FinalistStanding> Standings, string Reason)
{
    /// <summary>The decision as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SearchJsonContext.Default.FinalistDecision);

    /// <summary>The decision read back.</summary>
    /// <exception cref="JsonException">The text is no decision.</exception>
    public static FinalistDecision FromJson(string json) =>
        JsonSerializer.Deserialize(json, SearchJsonContext.Default.FinalistDecision) ?? throw new JsonException("The decision is null.");
}
