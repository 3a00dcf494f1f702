using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Storage;

internal sealed partial class StoreTransaction
{
    private const string InstanceColumns =
        "id, execution, name, version, status, input, output, custom_status, failure, tags, parent_link, created, updated, history_length, failed_turns";

    /// <summary>An instance; null where there is none.</summary>
    public InstanceRow? FindInstance(string id) => connection.Query(
        $"SELECT {InstanceColumns} FROM instances WHERE hub = @hub AND id = @id", ReadInstance, ("@hub", hub), ("@id", id)).FirstOrDefault();

    /// <summary>The ids of an instance's sub-orchestrations.</summary>
    public IReadOnlyList<string> ChildrenOf(string id) => connection.Query(
        "SELECT id FROM instances WHERE hub = @hub AND parent = @id ORDER BY id", static row => row.GetString(0), ("@hub", hub), ("@id", id));

    /// <summary>Adds a new instance; one of the same id goes with all that belongs to it.</summary>
    public void PutInstance(InstanceRow row)
    {
        DeleteInstance(row.Id);
        connection.Execute(
            """
            INSERT INTO instances (hub, id, execution, name, version, status, input, tags, parent, parent_link, created, updated)
            VALUES (@hub, @id, @execution, @name, @version, @status, @input, @tags, @parent, @link, @created, @updated)
            """,
            ("@hub", hub), ("@id", row.Id), ("@execution", row.Execution), ("@name", row.Name), ("@version", row.Version),
            ("@status", (int)row.Status), ("@input", row.Input), ("@tags", HistoryJson.WriteTags(row.Tags)), ("@parent", row.Parent?.InstanceId),
            ("@link", HistoryJson.WriteParent(row.Parent)),
            ("@created", row.Created.UtcTicks), ("@updated", row.Updated.UtcTicks));
    }

    /// <summary>Writes what a turn changed; the length of the history is kept by <see cref="AppendHistory"/>.</summary>
    public void UpdateInstance(InstanceRow row) => connection.Execute(
        """
        UPDATE instances SET execution = @execution, version = @version, status = @status, input = @input, output = @output,
            custom_status = @custom, failure = @failure, updated = @now, failed_turns = 0,
            completed = CASE WHEN @ended THEN @now ELSE NULL END
        WHERE hub = @hub AND id = @id
        """,
        ("@hub", hub), ("@id", row.Id), ("@execution", row.Execution), ("@version", row.Version), ("@status", (int)row.Status),
        ("@input", row.Input), ("@output", row.Output), ("@custom", row.CustomStatus), ("@failure", HistoryJson.WriteFailure(row.Failure)),
        ("@now", NowTicks), ("@ended", row.HasEnded));

    /// <summary>Removes an instance and all that belongs to it.</summary>
    public bool DeleteInstance(string id)
    {
        DeleteMessagesOf(id);
        DeleteActivitiesOf(id);
        DeleteHistoryOf(id);
        return connection.Execute("DELETE FROM instances WHERE hub = @hub AND id = @id", ("@hub", hub), ("@id", id)) > 0;
    }

    private static InstanceRow ReadInstance(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Execution = row.GetString(1),
        Name = row.GetString(2),
        Version = Text(row, 3),
        Status = (OrchestrationRuntimeStatus)row.GetInt32(4),
        Input = Text(row, 5),
        Output = Text(row, 6),
        CustomStatus = Text(row, 7),
        Failure = HistoryJson.ReadFailure(Text(row, 8)),
        Tags = HistoryJson.ReadTags(Text(row, 9)),
        Parent = HistoryJson.ReadParent(Text(row, 10)),
        Created = At(row.GetInt64(11)),
        Updated = At(row.GetInt64(12)),
        HistoryLength = row.GetInt32(13),
        FailedTurns = row.GetInt32(14),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
