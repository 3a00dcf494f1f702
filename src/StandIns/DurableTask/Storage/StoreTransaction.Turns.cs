using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Storage;

internal sealed partial class StoreTransaction
{
    // A suspended instance is woken by control messages only.
    private static readonly string NextInstance = $"""
        SELECT messages.instance FROM messages JOIN instances ON instances.hub = messages.hub AND instances.id = messages.instance
        WHERE messages.hub = @hub AND messages.visible <= @now AND instances.lease_until <= @now
            AND (instances.status <> @suspended OR messages.control = 1) AND {VersionGate.Passes("instances.version")}
        ORDER BY messages.visible, messages.id LIMIT 1
        """;

    /// <summary>Whether an instance could be taken now.</summary>
    public bool HasReadyInstance(VersionGate gate = default) => connection.Query(
        NextInstance, static _ => true, ("@hub", hub), ("@now", NowTicks), ("@suspended", (int)OrchestrationRuntimeStatus.Suspended), ("@match", (int)gate.Match), ("@own", gate.Own)).Count > 0;

    /// <summary>Takes an instance that has something to take in; null where there is none.</summary>
    /// <param name="owner">Who takes it.</param>
    /// <param name="lease">For how long, unless renewed.</param>
    /// <param name="gate">Which versions are taken.</param>
    public TurnClaim? ClaimTurn(string owner, TimeSpan lease, VersionGate gate = default)
    {
        var now = NowTicks;
        var token = Guid.NewGuid().ToString("N");
        var taken = connection.Query(
            $"""
            UPDATE instances SET lease_owner = @owner, lease_token = @token, lease_until = @until
            WHERE hub = @hub AND id = ({NextInstance}) RETURNING {InstanceColumns}
            """,
            ReadInstance,
            ("@hub", hub), ("@now", now), ("@suspended", (int)OrchestrationRuntimeStatus.Suspended), ("@owner", owner), ("@token", token),
            ("@until", now + lease.Ticks), ("@match", (int)gate.Match), ("@own", gate.Own)).FirstOrDefault();
        return taken is null ? null : new(taken, token);
    }

    /// <summary>Gives an instance back; false where somebody else holds it by now.</summary>
    public bool ReleaseTurn(TurnClaim claim) => connection.Execute(
        "UPDATE instances SET lease_owner = NULL, lease_token = NULL, lease_until = 0 WHERE hub = @hub AND id = @id AND lease_token = @token",
        ("@hub", hub), ("@id", claim.Instance.Id), ("@token", claim.Token)) > 0;

    /// <summary>Gives an instance back whose turn could not be done, not to be taken before a pause is over.</summary>
    public bool PostponeTurn(TurnClaim claim, TimeSpan pause) => connection.Execute(
        """
        UPDATE instances SET lease_owner = NULL, lease_token = NULL, lease_until = @until, failed_turns = failed_turns + 1
        WHERE hub = @hub AND id = @id AND lease_token = @token
        """,
        ("@hub", hub), ("@id", claim.Instance.Id), ("@token", claim.Token), ("@until", NowTicks + pause.Ticks)) > 0;
}
