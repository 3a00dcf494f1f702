namespace FineTune.Search.Finalists;

/// <summary>Where a finalist stands.</summary>
/// <param name="Trial">Its trial's number.</param>
/// <param name="Seeds">How many seeds it has been compared on.</param>
/// <param name="MeanLoss">Its mean loss over these; infinite where one failed.</param>
/// <param name="Deviation">The standard deviation between seeds.</param>
/// <param name="ExpectedLoss">What to expect of it on further seeds: its mean, drawn towards the finalists' common mean by the share of the differences that is noise.</param>
/// <param name="IsAlive">Whether it is still in the race.</param>
/// <param name="Reason">Why.</param>
public sealed record FinalistStanding(int Trial, int Seeds, double MeanLoss, double Deviation, double ExpectedLoss, bool IsAlive, string Reason);
