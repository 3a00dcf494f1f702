namespace FineTune.Search.Finalists;

/// <summary>Spreads the allowed error over the looks at a race, so that looking often does not find a false winner.</summary>
/// <remarks>
/// The sum of what all looks spend is the allowed error (Bonferroni), so the bound holds whatever the looks have in common. There are
/// three: at the first number of seeds at which the test can speak at all (six for 95 %), halfway from there to the most seeds, and at the
/// end. The first two are for differences so plain that every seed shows them; the last has what is left.
/// </remarks>
internal static class ErrorSpending
{
    /// <summary>The one-sided probability at or below which the look after so many seeds proves a winner; 0 where there is no look.</summary>
    public static double At(int seeds, FinalistRules rules)
    {
        var allowed = (1 - rules.Confidence) / 2;
        var first = Math.Max(rules.FirstTest, (int)Math.Ceiling(-Math.Log2(allowed)));
        if (rules.MostSeeds <= first)
        {
            return seeds == rules.MostSeeds ? allowed : 0;
        }

        var halfway = (first + rules.MostSeeds) / 2;
        var early = Math.Pow(0.5, first) + (halfway > first ? Math.Pow(0.5, halfway) : 0);
        return seeds == rules.MostSeeds ? Math.Max(0, allowed - early)
            : seeds == first || seeds == halfway ? Math.Pow(0.5, seeds)
            : 0;
    }
}
