namespace FineTune.Search.Samplers;

/// <summary>The order of trials from best to worst for samplers that ask for nothing but ranks.</summary>
internal static class TrialOrder
{
    /// <summary>Feasible complete trials by loss, then pruned ones, those trained farther first, then by loss; then failed and infeasible ones. Ties by number.</summary>
    public static int Compare(TrialTable table, int a, int b)
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

    private static int Class(TrialTable table, int row) =>
        table.Violation[row] > 0 ? 2 : table.Standing[row] switch { TrialStanding.Complete => 0, TrialStanding.Failed => 3, _ => 1 };

    private static int ComparePruned(TrialTable table, int a, int b)
    {
        var steps = table.LastStep[b].CompareTo(table.LastStep[a]);
        return steps != 0 ? steps : table.LastLoss[a].CompareTo(table.LastLoss[b]);
    }
}
