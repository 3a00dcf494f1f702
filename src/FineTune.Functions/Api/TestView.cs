namespace FineTune.Functions.Api;

/// <summary>Scores on the test split.</summary>
/// <param name="Best">Of the best trial.</param>
/// <param name="Baseline">Of the trial with the recommended defaults.</param>
public sealed record TestView(TestScoreView? Best, TestScoreView? Baseline);
