namespace FineTune.Search.Pruners;

/// <summary>At which steps a pruner looks: after a warm-up, and at the first report of each interval.</summary>
internal static class PruningSchedule
{
    /// <summary>Whether the newest report is one to look at; an interval of 0 looks at every report.</summary>
    public static bool IsDue(TrialCurve trial, double last, int warmupSteps, int intervalSteps)
    {
        if (intervalSteps <= 0 || last < warmupSteps)
        {
            return last >= warmupSteps;
        }

        var interval = warmupSteps + (Math.Floor((last - warmupSteps) / intervalSteps) * intervalSteps);
        var before = double.NegativeInfinity;
        foreach (var report in trial.Reports)
        {
            if (report.Step != last)
            {
                before = Math.Max(before, report.Step);
            }
        }

        return before < interval;
    }
}
