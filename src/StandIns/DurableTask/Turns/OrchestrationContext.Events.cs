using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Turns;

internal sealed partial class OrchestrationContext
{
    private readonly Dictionary<string, Queue<OpenTask>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<EventRaised> _buffered = [];

    /// <summary>Events that arrived and nobody has waited for, in order of arrival.</summary>
    public IReadOnlyList<EventRaised> BufferedEvents => _buffered;

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        EnsureLegal();
        var waiter = new OpenTask<T>(eventName);
        var early = _buffered.FindIndex(raised => string.Equals(raised.Name, eventName, StringComparison.OrdinalIgnoreCase));
        if (early >= 0)
        {
            var raised = _buffered[early];
            _buffered.RemoveAt(early);
            waiter.Complete(raised.Input, _options.DataConverter);
            return waiter.Task;
        }

        if (!_waiters.TryGetValue(eventName, out var queue))
        {
            _waiters.Add(eventName, queue = new Queue<OpenTask>());
        }

        queue.Enqueue(waiter);
        cancellationToken.Register(() =>
        {
            EnsureLegal();
            waiter.Cancel(cancellationToken);
        });
        return waiter.Task;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        EnsureLegal();
        var text = Serialize(payload, $"payload of the event '{eventName}'");
        var id = _nextTaskId++;
        _unconfirmed.Add(id, new EventSent(_now, id, instanceId, eventName, text));
    }

    private void Raise(EventRaised raised)
    {
        while (_waiters.TryGetValue(raised.Name, out var queue) && queue.TryDequeue(out var waiter))
        {
            if (!waiter.IsEnded)
            {
                waiter.Complete(raised.Input, _options.DataConverter);
                return;
            }
        }

        _buffered.Add(raised);
    }
}
