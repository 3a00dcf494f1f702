using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

internal sealed partial class StoreTransaction
{
    /// <summary>What happened in the current generation, in order.</summary>
    public List<HistoryEvent> ReadHistory(string id) => connection.Query(
        "SELECT event FROM history WHERE hub = @hub AND instance = @id ORDER BY sequence",
        static row => HistoryJson.Read(row.GetString(0)),
        ("@hub", hub), ("@id", id));

    /// <summary>Adds to the history after what is there.</summary>
    public void AppendHistory(string id, int length, IReadOnlyList<HistoryEvent> events)
    {
        foreach (var happened in events)
        {
            connection.Execute(
                "INSERT INTO history (hub, instance, sequence, event) VALUES (@hub, @id, @sequence, @event)",
                ("@hub", hub), ("@id", id), ("@sequence", length++), ("@event", HistoryJson.Write(happened)));
        }

        SetHistoryLength(id, length);
    }

    /// <summary>Puts another history in the place of the one there is.</summary>
    public void ReplaceHistory(string id, IReadOnlyList<HistoryEvent> events)
    {
        DeleteHistoryOf(id);
        AppendHistory(id, 0, events);
    }

    /// <summary>Empties the history.</summary>
    public void DeleteHistoryOf(string id)
    {
        connection.Execute("DELETE FROM history WHERE hub = @hub AND instance = @id", ("@hub", hub), ("@id", id));
        SetHistoryLength(id, 0);
    }

    private void SetHistoryLength(string id, int length) => connection.Execute(
        "UPDATE instances SET history_length = @length WHERE hub = @hub AND id = @id",
        ("@hub", hub), ("@id", id), ("@length", length));
}
