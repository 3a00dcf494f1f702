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
        Array.Sort(order, (a, b) => TrialOrder.Compare(table, a, b));
        var below = order[..good];
        var above = order[good..].Concat(rest).ToArray();
        Array.Sort(below);
        Array.Sort(above);
        return new TpeSplit(below, above);
    }
}
