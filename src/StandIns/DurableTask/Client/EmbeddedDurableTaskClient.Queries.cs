using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Client;

internal sealed partial class EmbeddedDurableTaskClient
{
    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Find(instanceId) is { } row ? Describe(row, getInputsAndOutputs) : null);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static row => row.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, static row => row.HasEnded, getInputsAndOutputs, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new();
        return Pageable.Create((token, size, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(ListPage(query, token ?? query.ContinuationToken, size ?? query.PageSize));
        });
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        cancellation.ThrowIfCancellationRequested();
        var ids = store.Read(transaction =>
            transaction.ListIds(runtimeStatus, completedTimeFrom, completedTimeTo, lastInstanceKey, pageSize + 1));
        var more = ids.Count > pageSize;
        return Task.FromResult(new Page<string>([.. ids.Take(pageSize)], more ? ids[pageSize - 1] : null));
    }

    /// <summary>What happened in the instance's current generation; empty where there is no such instance.</summary>
    public IReadOnlyList<HistoryEvent> GetHistory(string instanceId) => store.Read(transaction => transaction.ReadHistory(instanceId));

    private InstanceRow? Find(string instanceId) => store.Read(transaction => transaction.FindInstance(instanceId));

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRow, bool> isThere, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var pause = new PollingPause(options.PollingInterval);
        while (true)
        {
            var next = store.Signal.Next;
            var row = Find(instanceId)
                ?? throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist.");
            if (isThere(row))
            {
                return Describe(row, getInputsAndOutputs);
            }

            await pause.WaitAsync(next, null, cancellation).ConfigureAwait(false);
        }
    }

    private Page<OrchestrationMetadata> ListPage(OrchestrationQuery query, string? token, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (query.TaskHubNames?.ToList() is { Count: > 0 } hubs && !hubs.Contains(options.HubName, StringComparer.OrdinalIgnoreCase))
        {
            return new([]);
        }

        var rows = store.Read(transaction => transaction.ListInstances(query, ReadToken(token), size + 1));
        var next = rows.Count > size ? WriteToken(rows[size - 1]) : null;
        return new([.. rows.Take(size).Select(row => Describe(row, query.FetchInputsAndOutputs))], next);
    }

    private OrchestrationMetadata Describe(InstanceRow row, bool getInputsAndOutputs) => new(row.Name, row.Id)
    {
        DataConverter = getInputsAndOutputs ? options.DataConverter : null,
        RuntimeStatus = row.Status,
        CreatedAt = row.Created,
        LastUpdatedAt = row.Updated,
        SerializedInput = getInputsAndOutputs ? row.Input : null,
        SerializedOutput = getInputsAndOutputs ? row.Output : null,
        SerializedCustomStatus = getInputsAndOutputs ? row.CustomStatus : null,
        Tags = row.Tags ?? ImmutableDictionary<string, string>.Empty,
        FailureDetails = getInputsAndOutputs ? row.Failure : null,
    };

    private static string WriteToken(InstanceRow last) => Convert.ToBase64String(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.Created.UtcTicks}|{last.Id}")));

    private static (long Created, string Id)? ReadToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var bytes = new byte[token.Length];
        var parts = Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split('|', 2) : [];
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var created)
            ? (created, parts[1])
            : throw new ArgumentException("The continuation token is not one of this listing.", nameof(token));
    }
}
