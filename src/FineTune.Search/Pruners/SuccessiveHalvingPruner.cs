using System.Collections.Immutable;
using System.Globalization;
using FineTune.Search.Ledger;

namespace FineTune.Search.Pruners;

/// <summary>Asynchronous successive halving that only stops (Optuna's rules): at each rung a trial goes on while it is among the best n/eta there.</summary>
/// <remarks>
/// Rung k ends at MinResource x eta^(s + k). The value there is that of the first report at or past it. While fewer than eta trials are at a rung only
/// the best so far goes on. All that reached the rung are compared, whatever became of them. NaN stops a trial at the next rung.
/// </remarks>
public sealed class SuccessiveHalvingPruner : IPruner
{
    /// <summary>The step at which the first rung ends; null: a hundredth of the longest completed trial, at least 1, and no stopping before there is one.</summary>
    public double? MinResource { get; init; } = 1;

    /// <summary>One in this many goes on.</summary>
    public int ReductionFactor { get; init; } = 4;

    /// <summary>So many of the first rungs are skipped.</summary>
    public int SkippedRungs { get; init; }

    /// <summary>A trial is stopped at a rung until more than so many have reached it, so that they gather there.</summary>
    public int BootstrapCount { get; init; }

    /// <inheritdoc />
    public PruneDecision Decide(TrialCurve trial, IReadOnlyList<TrialCurve> study)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(study);
        if (trial.Reports.IsEmpty || (MinResource ?? Estimate(study)) is not { } resource)
        {
            return PruneDecision.Keep(trial.Reports.IsEmpty ? "there is no report yet" : "no trial is complete, so the first rung is not known");
        }

        var before = trial.Rungs?.Length ?? Values(trial with { Reports = trial.Reports[..^1] }, resource).Count;
        var now = trial.Rungs is { } recorded ? Recorded(trial, recorded, resource) : Values(trial, resource);
        for (var rung = before; rung < now.Count; rung++)
        {
            var (step, loss) = (Step(resource, rung), now[rung]);
            if (double.IsNaN(loss))
            {
                return PruneDecision.Stop(Text($"the value at rung {rung} is NaN")) with { RungCount = rung };
            }

            double[] peers = [loss, .. study.Where(other => other.Trial != trial.Trial).Select(other => Values(other, resource)).Where(values => values.Count > rung && !double.IsNaN(values[rung])).Select(values => values[rung])];
            if (peers.Length <= BootstrapCount)
            {
                return PruneDecision.Stop(Text($"{peers.Length} trials at rung {rung} are too few to compare")) with { RungCount = rung + 1 };
            }

            if (!GoesOn(loss, peers, ReductionFactor))
            {
                return PruneDecision.Stop(Text($"its loss {loss:G4} at step {step:0.###} is not among the best {Quota(peers.Length, ReductionFactor)} of {peers.Length}")) with { RungCount = rung + 1 };
            }
        }

        var reason = now.Count <= before ? "no rung is reached" : Text($"its loss {now[^1]:G4} is among the best at rung {now.Count - 1}");
        return PruneDecision.Keep(reason) with { RungCount = Math.Max(before, now.Count) };
    }

    /// <summary>How many of so many go on.</summary>
    internal static int Quota(int peers, int reductionFactor) => Math.Max(1, peers / reductionFactor);

    /// <summary>Whether a loss is among the best of its peers, itself included; ties go on.</summary>
    internal static bool GoesOn(double loss, double[] peers, int reductionFactor) => loss <= peers.Order().ElementAt(Quota(peers.Length, reductionFactor) - 1);

    /// <summary>The losses that a trial had at the rungs it has reached; NaN ends the list.</summary>
    internal IReadOnlyList<double> Values(TrialCurve trial, double resource)
    {
        if (trial.Rungs is { } recorded)
        {
            return recorded;
        }

        var values = new List<double>();
        var last = double.NegativeInfinity;
        var loss = double.NaN;
        foreach (var report in trial.Reports)
        {
            (last, loss) = report.Step >= last ? (report.Step, report.Loss) : (last, loss);
            while (last >= Step(resource, values.Count) && !(values.Count > 0 && double.IsNaN(values[^1])))
            {
                values.Add(loss);
            }
        }

        return values;
    }

    /// <summary>The recorded losses and, at the rungs reached since, the newest one.</summary>
    private List<double> Recorded(TrialCurve trial, ImmutableArray<double> recorded, double resource)
    {
        var values = recorded.ToList();
        var newest = trial.Reports.MaxBy(report => report.Step);
        while (newest.Step >= Step(resource, values.Count) && !(values.Count > recorded.Length && double.IsNaN(newest.Loss)))
        {
            values.Add(newest.Loss);
        }

        return values;
    }

    private static double? Estimate(IReadOnlyList<TrialCurve> study)
    {
        var last = study.Where(trial => trial.Status == TrialStatus.Completed).Max(trial => trial.LastStep);
        return last is { } step ? Math.Max(Math.Floor(step / 100), 1) : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private double Step(double resource, int rung) => resource * Math.Pow(ReductionFactor, SkippedRungs + rung);
}
