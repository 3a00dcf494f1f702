using System.Collections.Concurrent;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>What the parts of one engine share.</summary>
internal sealed class EngineServices(DurableEngineOptions options, SqliteStore store, string owner, LeaseKeeper leases, ILogger logger)
{
    public DurableEngineOptions Options => options;

    public SqliteStore Store => store;

    /// <summary>The name under which this engine holds leases.</summary>
    public string Owner => owner;

    public LeaseKeeper Leases => leases;

    public ILogger Logger => logger;

    public ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentDictionary<string, Func<ActivityInvocation, CancellationToken, Task<object?>>> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);
}
