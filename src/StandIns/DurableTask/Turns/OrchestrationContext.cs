using System.Globalization;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Turns;

/// <summary>The context of one turn: gives out durable tasks, collects what the code asks for, and checks it against history.</summary>
internal sealed partial class OrchestrationContext(TurnRequest request, TurnScheduler scheduler) : TaskOrchestrationContext
{
    public const string IllegalAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator function's"
        + " implementation or by middleware that invokes asynchronous code. Orchestrator code may await only the tasks that its"
        + " TaskOrchestrationContext makes: move I/O, Task.Run and the like into activities, and use CreateTimer in place of Task.Delay.";

    private readonly DurableEngineOptions _options = request.Options;
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly SortedDictionary<int, HistoryEvent> _unconfirmed = [];
    private readonly List<int> _cancelledTimers = [];
    private DateTime _now;
    private TraceLink? _trace;
    private bool _replaying;
    private int _nextTaskId;
    private int _nextGuid;

    public override TaskName Name => request.Name;

    public override string InstanceId => request.InstanceId;

    public override string Version => request.Version;

    public override ParentOrchestrationInstance? Parent => request.Parent;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    public override IReadOnlyDictionary<string, object?> Properties => _options.Properties;

    public string? CustomStatus { get; private set; }

    public ContinueAsNewOptions? Continuation { get; private set; }

    /// <summary>What the code asked for and history does not know yet, in order.</summary>
    public IReadOnlyList<HistoryEvent> NewRequests => [.. _unconfirmed.Values];

    public IReadOnlyList<int> CancelledTimers => _cancelledTimers;

    /// <summary>Whether anything could still wake the code.</summary>
    public bool AwaitsSomething => _open.Count > 0 || _waiters.Values.Any(static queue => queue.Any(static waiter => !waiter.IsEnded));

    protected override ILoggerFactory LoggerFactory => _options.LoggerFactory;

    public override T? GetInput<T>()
        where T : default => _options.DataConverter.Deserialize<T>(request.Input);

    /// <summary>The input as a type that is known only at run time.</summary>
    public object? GetInput(Type type) => _options.DataConverter.Deserialize(request.Input, type);

    public override Guid NewGuid()
    {
        EnsureLegal();
        return NamedGuid.Of(string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{_now:o}_{_nextGuid++}"));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureLegal();
        CustomStatus = Payload.CheckCustomStatus(_options.DataConverter.Serialize(customStatus) ?? "null");
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        EnsureLegal();
        Continuation = options;
    }

    /// <summary>The text of a value, if it is not too long.</summary>
    public string? Serialize(object? value, string what) =>
        Payload.Check(_options.DataConverter.Serialize(value), _options.MaxPayloadBytes, what);

    private void EnsureLegal()
    {
        if (!scheduler.IsOrchestratorThread)
        {
            scheduler.NoteForeignWork();
            throw new InvalidOperationException(IllegalAwait);
        }
    }
}
