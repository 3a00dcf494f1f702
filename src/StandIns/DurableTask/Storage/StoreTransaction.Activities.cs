using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

internal sealed partial class StoreTransaction
{
    /// <summary>Queues an activity call.</summary>
    public void AddActivity(string id, string execution, TaskScheduled call) => connection.Execute(
        """
        INSERT INTO activities (hub, instance, execution, task, name, version, input, trace)
        VALUES (@hub, @id, @execution, @task, @name, @version, @input, @trace)
        """,
        ("@hub", hub), ("@id", id), ("@execution", execution), ("@task", call.TaskId), ("@name", call.Name),
        ("@version", call.Version), ("@input", call.Input), ("@trace", HistoryJson.WriteTrace(call.Trace)));

    /// <summary>Takes the oldest free call; null where there is none.</summary>
    /// <param name="owner">Who takes it.</param>
    /// <param name="lease">For how long, unless renewed.</param>
    /// <param name="gate">Which versions are taken.</param>
    public ActivityClaim? ClaimActivity(string owner, TimeSpan lease, VersionGate gate = default)
    {
        var now = NowTicks;
        connection.Execute(
            """
            UPDATE activities SET lease_owner = NULL, lease_token = NULL, lease_until = 0
            WHERE hub = @hub AND lease_until > 0 AND lease_until <= @now
            """,
            ("@hub", hub), ("@now", now));
        return connection.Query(
            $"""
            UPDATE activities SET lease_owner = @owner, lease_token = @token, lease_until = @until, deliveries = deliveries + 1
            WHERE id = (SELECT id FROM activities WHERE hub = @hub AND lease_until = 0 AND {VersionGate.Passes("version")} ORDER BY id LIMIT 1)
            RETURNING id, lease_token, instance, execution, task, name, version, input, deliveries, trace
            """,
            static row => new ActivityClaim(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetString(5),
                Text(row, 6), Text(row, 7), row.GetInt32(8), HistoryJson.ReadTrace(Text(row, 9))),
            ("@hub", hub), ("@owner", owner), ("@token", Guid.NewGuid().ToString("N")), ("@until", now + lease.Ticks), ("@match", (int)gate.Match), ("@own", gate.Own)).FirstOrDefault();
    }

    /// <summary>Whether a call could be taken now.</summary>
    public bool HasFreeActivity(VersionGate gate = default) => connection.Query(
        $"SELECT 1 FROM activities WHERE hub = @hub AND lease_until <= @now AND {VersionGate.Passes("version")} LIMIT 1",
        static _ => true, ("@hub", hub), ("@now", NowTicks), ("@match", (int)gate.Match), ("@own", gate.Own)).Count > 0;

    /// <summary>Ends a call and tells the orchestration; false where somebody else holds it by now or nobody needs it.</summary>
    public bool CompleteActivity(ActivityClaim claim, HistoryEvent outcome)
    {
        if (connection.Execute("DELETE FROM activities WHERE id = @id AND lease_token = @token", ("@id", claim.Id), ("@token", claim.Token)) == 0)
        {
            return false;
        }

        if (FindInstance(claim.InstanceId) is { HasEnded: false } instance && instance.Execution == claim.Execution)
        {
            AddMessage(claim.InstanceId, claim.Execution, outcome);
        }

        return true;
    }

    /// <summary>Gives a call back for somebody else to take at once; it does not count as a delivery.</summary>
    public bool ReleaseActivity(ActivityClaim claim) => connection.Execute(
        """
        UPDATE activities SET lease_owner = NULL, lease_token = NULL, lease_until = 0, deliveries = deliveries - 1
        WHERE id = @id AND lease_token = @token
        """,
        ("@id", claim.Id), ("@token", claim.Token)) > 0;

    /// <summary>Removes calls that nobody has taken yet.</summary>
    public void DeleteQueuedActivitiesOf(string id) => connection.Execute(
        "DELETE FROM activities WHERE hub = @hub AND instance = @id AND lease_until <= @now", ("@hub", hub), ("@id", id), ("@now", NowTicks));

    private void DeleteActivitiesOf(string id) => connection.Execute(
        "DELETE FROM activities WHERE hub = @hub AND instance = @id", ("@hub", hub), ("@id", id));
}
