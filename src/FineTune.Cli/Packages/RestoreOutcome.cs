namespace FineTune.Cli.Packages;

/// <summary>What a trial restore of one package came to.</summary>
/// <param name="Restores">Whether it restored without an error.</param>
/// <param name="Message">The first warning or error of NuGet, in its words; empty when there was none.</param>
public sealed record RestoreOutcome(bool Restores, string Message);
