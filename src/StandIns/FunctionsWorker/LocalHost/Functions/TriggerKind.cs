namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>What starts a function; the names are those of the real bindings.</summary>
internal enum TriggerKind
{
    Http,
    Blob,
    Timer,
    Orchestration,
    Activity,
}
