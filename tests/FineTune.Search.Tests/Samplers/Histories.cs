using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Samplers;

/// <summary>Ledgers of random trials with a smooth objective.</summary>
internal static class Histories
{
    public static StudyState Of(SearchSpace space, int trials, ulong seed, Func<ParameterSet, double>? objective = null) =>
        StudyState.Fold(Events(space, trials, seed, objective));

    public static List<LedgerEvent> Events(
        SearchSpace space, int trials, ulong seed, Func<ParameterSet, double>? objective = null, SegmentOutcome outcome = SegmentOutcome.Reached)
    {
        var events = new List<LedgerEvent>();
        for (var number = 0; number < trials; number++)
        {
            var parameters = new RandomSampler().Sample(space, StudyState.Empty, Direction.Maximize, new SampleSeed(seed, number));
            events.AddRange(Trial(number, parameters, (objective ?? (set => StudyRulesBuilder.Accuracy(set, 1)))(parameters), outcome));
        }

        return events;
    }

    public static IEnumerable<LedgerEvent> Trial(int number, ParameterSet parameters, double value, SegmentOutcome outcome = SegmentOutcome.Reached) =>
    [
        new PlanMade(number, new StartTrial(number, parameters, "random", 0, 1, "test") { IsLast = true }),
        new SegmentFinished(number, 0, 0, outcome, 1, value, 1, $"trials/{number}", 1, false, "test"),
    ];
}
