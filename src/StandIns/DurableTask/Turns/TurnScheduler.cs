namespace Microsoft.DurableTask.Turns;

/// <summary>Runs an orchestrator's continuations one by one on the thread of its turn, in the order they become ready.</summary>
/// <remarks>Work that comes from any other thread is the mark of an awaited task that is not durable; it is never run.</remarks>
internal sealed class TurnScheduler : TaskScheduler
{
    private readonly Queue<Task> _ready = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _foreign;
    private volatile bool _ended;

    /// <summary>Whether something was awaited that is not durable.</summary>
    public bool SawForeignWork => _foreign;

    /// <summary>Whether the caller is the orchestrator's code in its turn.</summary>
    public bool IsOrchestratorThread => Environment.CurrentManagedThreadId == _thread && !_ended;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Notes work on a thread that is not the orchestrator's.</summary>
    public void NoteForeignWork() => _foreign = true;

    /// <summary>Makes a function ready to run.</summary>
    public Task<T> Begin<T>(Func<T> function)
    {
        var task = new Task<T>(function);
        task.Start(this);
        return task;
    }

    /// <summary>Runs what is ready until nothing is.</summary>
    public void Drain()
    {
        while (_ready.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>The turn is over; what comes later is dropped, replay does it again.</summary>
    public void End() => _ended = true;

    protected override void QueueTask(Task task)
    {
        if (IsOrchestratorThread)
        {
            _ready.Enqueue(task);
        }
        else
        {
            _foreign = true;
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        IsOrchestratorThread && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _ready];
}
