using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FineTune.Search.Numerics;

namespace FineTune.Search.Pruners;

/// <summary>Hyperband's brackets and who belongs to which (Li et al. 2017; Optuna's allotment by hash).</summary>
/// <remarks>Bracket b is successive halving that begins to compare at the b-th rung: the last one compares nothing.</remarks>
/// <param name="Budgets">How many trials in turn each bracket gets.</param>
public sealed record HyperbandBrackets(ImmutableArray<int> Budgets)
{
    /// <summary>So many brackets.</summary>
    public static HyperbandBrackets Of(int count, int reductionFactor)
    {
        var budgets = ImmutableArray.CreateBuilder<int>(count);
        for (var bracket = 0; bracket < count; bracket++)
        {
            var halvings = count - 1 - bracket;
            budgets.Add((int)Math.Ceiling(count * Math.Pow(reductionFactor, halvings) / (halvings + 1)));
        }

        return new HyperbandBrackets(budgets.ToImmutable());
    }

    /// <summary>The number of brackets between two resources, counted exactly.</summary>
    public static int Count(long minResource, long maxResource, int reductionFactor)
    {
        var count = 1;
        for (var resource = (decimal)minResource * reductionFactor; resource <= maxResource; resource *= reductionFactor)
        {
            count++;
        }

        return count;
    }

    /// <summary>The number that Optuna counts with a floating logarithm, which is one too few at some exact powers (1 to 243 by 3).</summary>
    public static int CountAsOptuna(long minResource, long maxResource, int reductionFactor) =>
        (int)Math.Floor(Math.Log((double)maxResource / minResource) / Math.Log(reductionFactor)) + 1;

    /// <summary>The bracket of a trial: a hash of study and number, walked along the budgets.</summary>
    public int BracketOf(string study, int trial)
    {
        var position = (long)(Hash(study, trial) % (uint)Budgets.Sum());
        for (var bracket = 0; ; bracket++)
        {
            position -= Budgets[bracket];
            if (position < 0)
            {
                return bracket;
            }
        }
    }

    /// <summary>CRC-32 of the study's name, an underscore and the trial's number.</summary>
    internal static uint Hash(string study, int trial) => Crc32.Of(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{study}_{trial}")));
}
