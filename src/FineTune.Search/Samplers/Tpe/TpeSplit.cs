using FineTune.Search.Objectives;

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

    /// <summary>Splits a history of one or several objectives.</summary>
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

        var several = table.Losses.Length > 1;
        var good = Math.Min(several ? rules.GoodCountOfSeveral(ranked.Count) : rules.GoodCount(ranked.Count), ranked.Count);
        var below = several ? BestOfSeveral(table, ranked, good) : Best(table, ranked, good);
        var isGood = new bool[table.Count];
        foreach (var row in below)
        {
            isGood[row] = true;
        }

        int[] above = [.. ranked.Where(row => !isGood[row]), .. rest];
        Array.Sort(below);
        if (rest.Count > 0)
        {
            Array.Sort(above);
        }

        return new TpeSplit(below, above);
    }

    /// <summary>The first few in the order of trials: one pass that keeps the best so far.</summary>
    private static int[] Best(TrialTable table, List<int> ranked, int good)
    {
        var best = new List<int>(good + 1);
        foreach (var row in ranked)
        {
            if (best.Count == good && (good == 0 || TrialOrder.Compare(table, row, best[^1]) > 0))
            {
                continue;
            }

            var place = best.Count;
            while (place > 0 && TrialOrder.Compare(table, row, best[place - 1]) < 0)
            {
                place--;
            }

            best.Insert(place, row);
            if (best.Count > good)
            {
                best.RemoveAt(good);
            }
        }

        return [.. best];
    }

    /// <summary>Of complete feasible trials whole ranks of domination, of the rank that does not fit those that add the most hypervolume; then the others in order.</summary>
    private static int[] BestOfSeveral(TrialTable table, List<int> ranked, int good)
    {
        var order = ranked.ToArray();
        Array.Sort(order, (a, b) => TrialOrder.Compare(table, a, b));
        int[] complete = [.. order.Where(row => table.Standing[row] == TrialStanding.Complete && !(table.Violation[row] > 0)).Order()];
        double[][] losses = [.. complete.Select(row => table.Losses.Select(column => column[row]).ToArray())];
        var best = losses.Length == 0 ? [] : Elite.SelectByVolume(losses, Domination.Ranks(losses), Math.Min(good, losses.Length));
        return [.. best.Select(position => complete[position]), .. order.Except(complete).Take(good - best.Length)];
    }
}
