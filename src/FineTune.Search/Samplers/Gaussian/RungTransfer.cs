using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Gives every trial one value, however far it was trained: its newest result plus what trials gained from that rung to the top one.</summary>
/// <remarks>
/// The gain between two rungs is the median over the trials that have results at both, so that it does not matter that only good trials
/// go on; how much trials differ in it is the variance of the value. Both lean on a prior while few trials have gone on. So the many
/// short trainings and the few long ones inform one model, each as far as it can be trusted.
/// </remarks>
internal static class RungTransfer
{
    /// <summary>So many trials of no gain are added to those that went on.</summary>
    private const double PriorGains = 2;

    /// <summary>The deviation of a gain, in units of the spread of the better half of all results, and how many trials it counts for.</summary>
    private const double PriorDeviation = 0.3;
    private const double PriorDeviations = 3;

    /// <summary>The value of every trial that has a result; what is not finite counts as the worst that is. Larger is better.</summary>
    public static List<Result> Of(StudyState history, Direction direction, GaussianRules rules)
    {
        var (trials, top) = Collect(history, direction);
        Bend(trials, rules.Warp, top == 0 ? rules.Better : rules.BetterOfRungs);
        var (gains, variances) = Gains(trials, top);
        return trials.ConvertAll(trial => new Result(
            trial.Setting, trial.Values[^1] + gains[trial.Values.Length - 1], variances[trial.Values.Length - 1], trial.Values.Length - 1 == top));
    }

    private static (List<Trial> Trials, int Top) Collect(StudyState history, Direction direction)
    {
        var trials = new List<Trial>(history.Trials.Count);
        var top = 0;
        foreach (var trial in history.Trials)
        {
            if (!trial.Segments.IsEmpty)
            {
                top = Math.Max(top, trial.Segments.Keys.Last());
            }
        }

        foreach (var trial in history.Trials)
        {
            if (trial.Segments.IsEmpty)
            {
                continue;
            }

            // A trial that is complete before the top rung keeps its last value there.
            var values = new double[trial.Status == TrialStatus.Completed ? top + 1 : trial.Segments.Keys.Last() + 1];
            var (rung, loss) = (0, double.PositiveInfinity);
            foreach (var (reached, segment) in trial.Segments)
            {
                loss = segment.Outcome is SegmentOutcome.Reached or SegmentOutcome.EarlyStopped ? Objective.Loss(segment.BestObjective, direction) : double.PositiveInfinity;
                for (; rung <= reached; rung++)
                {
                    values[rung] = -loss;
                }
            }

            values.AsSpan(rung).Fill(-loss);
            trials.Add(new Trial(trial.Parameters, values));
        }

        return (trials, top);
    }

    /// <summary>Bends all results of all rungs together, so that gains are measured on the scale of the model.</summary>
    private static void Bend(List<Trial> trials, TargetWarp warp, double better)
    {
        var all = trials.SelectMany(trial => trial.Values).ToArray();
        var worst = all.Where(double.IsFinite).DefaultIfEmpty(0).Min();
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = double.IsFinite(all[i]) ? all[i] : worst;
        }

        Warping.Apply(warp, all, better);
        var next = 0;
        foreach (var trial in trials)
        {
            all.AsSpan(next, trial.Values.Length).CopyTo(trial.Values);
            next += trial.Values.Length;
        }
    }

    /// <summary>By rung, the gain from there to the top and its variance.</summary>
    private static (double[] Gains, double[] Variances) Gains(List<Trial> trials, int top)
    {
        var (gains, variances) = (new double[top + 1], new double[top + 1]);
        for (var rung = top - 1; rung >= 0; rung--)
        {
            var seen = trials.Where(trial => trial.Values.Length > rung + 1).Select(trial => trial.Values[rung + 1] - trial.Values[rung]).Order().ToArray();
            var median = seen.Length == 0 ? 0 : (seen[(seen.Length - 1) / 2] + seen[seen.Length / 2]) / 2;

            // 1.25 mean absolute deviations are one standard deviation of a normal distribution.
            var deviation = ((seen.Sum(gain => Math.Abs(gain - median)) * 1.25) + (PriorDeviation * PriorDeviations)) / (seen.Length + PriorDeviations);
            gains[rung] = gains[rung + 1] + (median * seen.Length / (seen.Length + PriorGains));
            variances[rung] = variances[rung + 1] + (deviation * deviation);
        }

        return (gains, variances);
    }

    /// <summary>A trial's value at the top rung, larger being better.</summary>
    /// <param name="Setting">Its hyperparameters.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Variance">How uncertain the value is because the training was not as long; 0 at the top.</param>
    /// <param name="IsAtTop">Whether it was measured there.</param>
    public readonly record struct Result(ParameterSet Setting, double Value, double Variance, bool IsAtTop);

    private readonly record struct Trial(ParameterSet Setting, double[] Values);
}
