namespace FineTune.Search.Ledger;

/// <summary>Somebody asked for the study to stop and keep the best so far.</summary>
/// <param name="Reason">Who or why.</param>
public sealed record StudyStopRequested(string Reason) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => "study/stop";
}
