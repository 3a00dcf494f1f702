using FineTune.Training.SmokeRuns;

namespace FineTune.Functions.Api;

/// <summary>The smoke run before the search.</summary>
/// <param name="Rows">Rows that it trained on.</param>
/// <param name="Updates">Updates made.</param>
/// <param name="FirstLoss">Loss of the first update.</param>
/// <param name="LastLoss">Loss of the last one.</param>
/// <param name="SecondsAnEpoch">Estimated seconds of an epoch.</param>
public sealed record SmokeView(int Rows, int Updates, double FirstLoss, double LastLoss, double SecondsAnEpoch)
{
    /// <summary>The findings of a smoke run; null where there was none.</summary>
    public static SmokeView? Of(SmokeFindings? smoke) =>
        smoke is null ? null : new SmokeView(smoke.Rows, smoke.Updates, smoke.FirstLoss, smoke.LastLoss, smoke.SecondsAnEpoch);
}
