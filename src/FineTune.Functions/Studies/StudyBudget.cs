using FineTune.Functions.Costs;

namespace FineTune.Functions.Studies;

/// <summary>The limits of time and cost that a study has beside trials and epochs; search and race of the finalists share them.</summary>
internal static class StudyBudget
{
    /// <summary>Which limit so many seconds of training have spent; null while there is some left.</summary>
    public static string? Spent(StudyPlan plan, double seconds)
    {
        if (plan.Minutes is { } minutes && seconds / 60 >= minutes)
        {
            return FormattableString.Invariant($"the budget of {minutes:0.##} minutes of training is spent");
        }

        return plan.Cost is { } cost && StudyCost.Of(plan.Rates, seconds, 0, 0).Device >= cost
            ? FormattableString.Invariant($"the budget of {cost:0.##} is spent: {seconds:0} s of training at {plan.Rates.DeviceHour:0.##} an hour")
            : null;
    }
}
