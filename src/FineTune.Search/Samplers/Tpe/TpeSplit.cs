namespace FineTune.Search.Samplers.Tpe;

/// <summary>Divides a history into good and bad trials: complete ones by value, then pruned ones by how far they came, then infeasible ones.</summary>
internal sealed class TpeSplit
{
    private TpeSplit(int[] good, int[] bad)
    {
        Good = good;
        Bad = bad;
    }

    /// <summary>Rows of the good trials, by number.</summary>
    public int[] Good { get; }

    /// <summary>Rows of all other trials, by number.</summary>
    public int[] Bad { get; }

    /// <summary>Splits a history of one objective.</summary>
    public static TpeSplit Of(TrialTable table, TpeRules rules)
    {
        var ranked = new List<int>(table.Count);
        var rest = new List<int>();
        for (var row = 0; row < table.Count; row++)
        {
            switch (table.Standing[row])
            {
                case TrialStanding.Running when rules.ConstantLiar:
                case TrialStanding.Failed when rules.AvoidFailed:
                    rest.Add(row);
                    break;
                case TrialStanding.Complete or TrialStanding.Pruned:
                    ranked.Add(row);
                    break;
                default:
                    break;
            }
        }

        var good = Math.Min(rules.GoodCount(ranked.Count), ranked.Count);
        var order = ranked.ToArray();
        Array.Sort(order, (a, b) => Compare(table, a, b));
        var below = order[..good];
        var above = order[good..].Concat(rest).ToArray();
        Array.Sort(below);
        Array.Sort(above);
        return new TpeSplit(below, above);
    }

    private static int Compare(TrialTable table, int a, int b)
    {
        var classes = Class(table, a).CompareTo(Class(table, b));
        if (classes != 0)
        {
            return classes;
        }

        var order = Class(table, a) switch
        {
            0 => table.Losses[0][a].CompareTo(table.Losses[0][b]),
            1 => ComparePruned(table, a, b),
            _ => table.Violation[a].CompareTo(table.Violation[b]),
        };
        return order != 0 ? order : a.CompareTo(b);
    }

    /// <summary>Complete, pruned, infeasible.</summary>
    private static int Class(TrialTable table, int row) =>
        table.Violation[row] > 0 ? 2 : table.Standing[row] == TrialStanding.Complete ? 0 : 1;

    private static int ComparePruned(TrialTable table, int a, int b)
    {
        var steps = table.LastStep[b].CompareTo(table.LastStep[a]);
        return steps != 0 ? steps : table.LastLoss[a].CompareTo(table.LastLoss[b]);
    }
}
