using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>The planner's word about a trial that is not running: it pauses, is pruned, or is complete.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The rung it has reached.</param>
/// <param name="Status">Its new status.</param>
/// <param name="Reason">Why, e.g. "paused at 1 of 3 epochs: 0.712 is 7th of 9; the best 3 go on".</param>
public sealed record TrialVerdict(int Trial, int Rung, TrialStatus Status, string Reason);
