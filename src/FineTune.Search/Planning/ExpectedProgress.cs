using FineTune.Search.Ledger;
using FineTune.Search.Samplers;

namespace FineTune.Search.Planning;

/// <summary>Ends a search whose next trial is expected to improve the best value by less than the study asks for.</summary>
internal static class ExpectedProgress
{
    /// <summary>Before so many trials have a result a model's opinion ends nothing.</summary>
    private const int LeastTrials = 20;

    private static readonly GaussianSampler Model = new();

    /// <summary>Why no trial is to be started, or null.</summary>
    public static string? TooLittle(StudyRules rules, StudyState state)
    {
        if (rules.MinImprovement is not { } least || state.Best(rules.Direction) is not { } best
            || rules.Enqueued.Any(setting => !state.WasTried(setting)) || state.Trials.Count(trial => !trial.Segments.IsEmpty) < LeastTrials)
        {
            return null;
        }

        var gain = Model.ExpectedGain(rules.Space, state, rules.Direction, new SampleSeed(rules.Seed, state.Trials.Count));
        return gain < least
            ? $"a further trial is expected to improve {Wording.Number(best.BestObjective)} by {Wording.Number(gain)}, less than {Wording.Number(least)}"
            : null;
    }
}
