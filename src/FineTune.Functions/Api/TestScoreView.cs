namespace FineTune.Functions.Api;

/// <summary>An accuracy with Wilson's 95 % interval.</summary>
/// <param name="Accuracy">The share of rows predicted right.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="N">Rows.</param>
public sealed record TestScoreView(double Accuracy, double Low, double High, int N);
