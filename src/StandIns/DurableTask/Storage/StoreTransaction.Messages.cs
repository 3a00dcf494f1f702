using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

internal sealed partial class StoreTransaction
{
    /// <summary>Leaves a message for an instance that must exist.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="execution">The generation it is for; null: any.</param>
    /// <param name="happened">What it tells.</param>
    /// <param name="visible">When it may be taken in; null: at once.</param>
    /// <param name="ahead">Whether it goes before those that wait.</param>
    public void AddMessage(string id, string? execution, HistoryEvent happened, DateTimeOffset? visible = null, bool ahead = false) =>
        connection.Execute(
            """
            INSERT INTO messages (hub, instance, execution, rank, control, visible, timer, event)
            VALUES (@hub, @id, @execution, @rank, @control, @visible, @timer, @event)
            """,
            ("@hub", hub), ("@id", id), ("@execution", execution), ("@rank", ahead ? 0 : 1),
            ("@control", Message.IsControl(happened) ? 1 : 0), ("@visible", visible?.UtcTicks ?? 0),
            ("@timer", happened is TimerFired timer ? timer.TaskId : null), ("@event", HistoryJson.Write(happened)));

    /// <summary>What waits for an instance and may be taken in now, in order.</summary>
    public List<Message> VisibleMessages(string id, bool controlOnly) => connection.Query(
        """
        SELECT id, execution, event FROM messages
        WHERE hub = @hub AND instance = @id AND visible <= @now AND control >= @control
        ORDER BY rank, id
        """,
        static row => new Message(row.GetInt64(0), Text(row, 1), HistoryJson.Read(row.GetString(2))),
        ("@hub", hub), ("@id", id), ("@now", NowTicks), ("@control", controlOnly ? 1 : 0));

    /// <summary>When the next message becomes visible; null where none waits for its time.</summary>
    public DateTimeOffset? NextVisible() => connection.Query(
        "SELECT MIN(visible) FROM messages WHERE hub = @hub AND visible > @now",
        static row => row.IsDBNull(0) ? (DateTimeOffset?)null : At(row.GetInt64(0)),
        ("@hub", hub), ("@now", NowTicks))[0];

    /// <summary>Removes messages that were taken in.</summary>
    public void DeleteMessages(IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            connection.Execute("DELETE FROM messages WHERE id = @id", ("@id", message.Id));
        }
    }

    /// <summary>Removes a timer that need not fire any more.</summary>
    public void DeleteTimer(string id, string execution, int taskId) => connection.Execute(
        "DELETE FROM messages WHERE hub = @hub AND instance = @id AND execution = @execution AND timer = @timer",
        ("@hub", hub), ("@id", id), ("@execution", execution), ("@timer", taskId));

    /// <summary>Removes what waits for one generation of an instance.</summary>
    public void DeleteMessagesOf(string id, string execution) => connection.Execute(
        "DELETE FROM messages WHERE hub = @hub AND instance = @id AND execution = @execution",
        ("@hub", hub), ("@id", id), ("@execution", execution));

    /// <summary>Removes everything that waits for an instance.</summary>
    public void DeleteMessagesOf(string id) => connection.Execute(
        "DELETE FROM messages WHERE hub = @hub AND instance = @id", ("@hub", hub), ("@id", id));
}
