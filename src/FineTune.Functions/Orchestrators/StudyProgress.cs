namespace FineTune.Functions.Orchestrators;

/// <summary>The orchestration's custom status: small, for the durable management routes; the API reads the ledger instead.</summary>
/// <param name="Phase"><c>preparing</c>, <c>searching</c>, <c>concluding</c>.</param>
/// <param name="Decisions">Decisions asked for so far.</param>
/// <param name="Running">Segments in training.</param>
public sealed record StudyProgress(string Phase, int Decisions, int Running);
