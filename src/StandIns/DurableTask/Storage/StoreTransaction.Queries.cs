using System.Globalization;
using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Storage;

internal sealed partial class StoreTransaction
{
    /// <summary>Instances in order of creation, from a place on: at most as many as asked for.</summary>
    public IReadOnlyList<InstanceRow> ListInstances(OrchestrationQuery query, (long Created, string Id)? after, int limit) => connection.Query(
        $"""
        SELECT {InstanceColumns} FROM instances
        WHERE hub = @hub AND (created, id) > (@afterCreated, @afterId) AND created >= @from AND created <= @to
            AND substr(id, 1, length(@prefix)) = @prefix AND (@statuses IS NULL OR instr(@statuses, ',' || status || ',') > 0)
        ORDER BY created, id LIMIT @limit
        """,
        ReadInstance,
        ("@hub", hub),
        ("@afterCreated", after?.Created ?? long.MinValue),
        ("@afterId", after?.Id ?? string.Empty),
        ("@from", query.CreatedFrom?.UtcTicks ?? long.MinValue),
        ("@to", query.CreatedTo?.UtcTicks ?? long.MaxValue),
        ("@prefix", query.InstanceIdPrefix ?? string.Empty),
        ("@statuses", StatusList(query.Statuses)),
        ("@limit", limit));

    /// <summary>Ids of ended instances in order of id, from a place on.</summary>
    public IReadOnlyList<string> ListIds(
        IEnumerable<OrchestrationRuntimeStatus>? statuses, DateTimeOffset? from, DateTimeOffset? to, string? after, int limit) => connection.Query(
        """
        SELECT id FROM instances
        WHERE hub = @hub AND id > @after AND (@statuses IS NULL OR instr(@statuses, ',' || status || ',') > 0)
            AND (@from IS NULL OR completed >= @from) AND (@to IS NULL OR completed <= @to)
        ORDER BY id LIMIT @limit
        """,
        static row => row.GetString(0),
        ("@hub", hub), ("@after", after ?? string.Empty), ("@statuses", StatusList(statuses)),
        ("@from", from?.UtcTicks), ("@to", to?.UtcTicks), ("@limit", limit));

    private static string? StatusList(IEnumerable<OrchestrationRuntimeStatus>? statuses) => statuses?.ToList() is not { Count: > 0 } list
        ? null
        : "," + string.Join(',', list.Select(static status => ((int)status).ToString(CultureInfo.InvariantCulture))) + ",";
}
