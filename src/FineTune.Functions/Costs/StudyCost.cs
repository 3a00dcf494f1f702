using FineTune.Search.Ledger;

namespace FineTune.Functions.Costs;

/// <summary>What a study cost, by its three parts, in the currency of the rates.</summary>
/// <param name="Device">The time that segments trained.</param>
/// <param name="Storage">The blobs that it keeps.</param>
/// <param name="Scheduler">The actions of its orchestration.</param>
public sealed record StudyCost(double Device, double Storage, double Scheduler)
{
    private const double SecondsPerHour = 3600;
    private const double Million = 1_000_000;

    /// <summary>The sum.</summary>
    public double Total => Device + Storage + Scheduler;

    /// <summary>Seconds that a study spent on the device: its trials, and the finalists over further seeds.</summary>
    public static double DeviceSeconds(StudyState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Trials.Sum(trial => trial.Seconds) + state.FinalistRuns.Values.Sum(run => run.Seconds);
    }

    /// <summary>The formula of docs/cost.md.</summary>
    /// <param name="rates">The prices.</param>
    /// <param name="deviceSeconds">Seconds that segments trained, over all trials; segments that were reused took none.</param>
    /// <param name="gibMonths">GiB kept times months kept.</param>
    /// <param name="actions">Actions of the scheduler: see <see cref="Actions"/>.</param>
    public static StudyCost Of(CostRates rates, double deviceSeconds, double gibMonths, double actions) => new(
        deviceSeconds / SecondsPerHour * rates.DeviceHour,
        gibMonths * rates.StorageGibMonth,
        actions / Million * rates.MillionActions);

    /// <summary>The scheduler's actions of a study: one for its start, and two for every activity (its call and its result).</summary>
    /// <param name="decisions">Decisions of the planner, waits included.</param>
    /// <param name="segments">Segments trained or reused.</param>
    public static double Actions(int decisions, int segments) => 1 + (2.0 * (2 + decisions + segments));
}
