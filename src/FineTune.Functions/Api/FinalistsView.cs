using FineTune.Functions.Finalists;
using FineTune.Functions.Studies;
using FineTune.Search.Finalists;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Api;

/// <summary>The race of the finalists over further seeds.</summary>
/// <param name="Verdict"><c>racing</c>, <c>winner</c>, <c>equal</c>, or <c>none</c> where there was no race.</param>
/// <param name="Trial">The trial that was taken; absent before, and where there was no race.</param>
/// <param name="Reason">Why, or why there was no race.</param>
/// <param name="Standings">The finalists.</param>
public sealed record FinalistsView(string Verdict, int? Trial, string Reason, IReadOnlyList<FinalistsView.Standing> Standings)
{
    /// <summary>The race of a study; null as long as its search goes on.</summary>
    public static FinalistsView? Of(StudyPlan plan, StudyState state)
    {
        if (state.Finalists is not { } race)
        {
            return state.Concluded is not null ? new FinalistsView("none", null, FinalistField.WhyNot(plan, state) ?? "the race was not begun", [])
                : state.FinalistRuns.IsEmpty ? null
                : new FinalistsView("racing", null, FormattableString.Invariant($"{state.FinalistRuns.Count} trainings with further seeds so far"), []);
        }

        return new FinalistsView(race.Verdict == FinalistVerdict.Winner ? "winner" : "equal", race.Trial, race.Reason, [.. race.Standings.Select(Of)]);
    }

    private static Standing Of(FinalistStanding standing) =>
        new(standing.Trial, standing.Seeds, Finite(standing.MeanLoss), Finite(standing.Deviation), Finite(standing.ExpectedLoss), standing.IsAlive, standing.Reason);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>One finalist.</summary>
    /// <param name="Trial">The trial.</param>
    /// <param name="Seeds">Seeds that it was trained with.</param>
    /// <param name="MeanLoss">Its mean loss over them.</param>
    /// <param name="Deviation">The standard deviation between seeds.</param>
    /// <param name="ExpectedLoss">The loss to be expected of a further seed.</param>
    /// <param name="IsAlive">Whether it was still in the race at its end.</param>
    /// <param name="Reason">Why it stands where it stands.</param>
    public sealed record Standing(int Trial, int Seeds, double? MeanLoss, double? Deviation, double? ExpectedLoss, bool IsAlive, string Reason);
}
