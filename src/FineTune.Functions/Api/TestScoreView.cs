namespace FineTune.Functions.Api;

/// <summary>A metric on the test split with its 95 % interval: the study's objective, where it has one.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="N">Rows.</param>
public sealed record TestScoreView(string Metric, double Value, double Low, double High, int N);
