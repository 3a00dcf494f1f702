namespace FineTune.Functions.Devices;

/// <summary>Shares the host's cores between segments, first come first served, so that two studies do not slow each other to a crawl.</summary>
/// <param name="capacity">The host's training threads.</param>
public sealed class DeviceSlots(int capacity)
{
    private readonly int _capacity = capacity;
    private readonly Lock _gate = new();
    private readonly LinkedList<(int Threads, TaskCompletionSource Turn)> _waiting = [];
    private int _free = capacity;

    /// <summary>Segments that wait for the device.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Threads in use, of those that the host has: 0 to 1.</summary>
    public double Utilization
    {
        get
        {
            lock (_gate)
            {
                return 1 - ((double)_free / _capacity);
            }
        }
    }

    /// <summary>Waits until so many threads are free; disposing the result gives them back.</summary>
    /// <param name="threads">Threads wanted; more than the host has counts as all of them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IDisposable> AcquireAsync(int threads, CancellationToken cancellation)
    {
        var wanted = Math.Clamp(threads, 1, _capacity);
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var place = Enqueue(wanted, turn);
        using (cancellation.Register(() => turn.TrySetCanceled(cancellation)))
        {
            try
            {
                await turn.Task.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Leave(place);
                throw;
            }
        }

        return new Held(this, wanted);
    }

    private LinkedListNode<(int Threads, TaskCompletionSource Turn)> Enqueue(int wanted, TaskCompletionSource turn)
    {
        lock (_gate)
        {
            var place = _waiting.AddLast((wanted, turn));
            Admit();
            return place;
        }
    }

    private void Leave(LinkedListNode<(int Threads, TaskCompletionSource Turn)> place)
    {
        lock (_gate)
        {
            if (place.List is not null)
            {
                _waiting.Remove(place);
                Admit();
            }
        }
    }

    private void Release(int threads)
    {
        lock (_gate)
        {
            _free += threads;
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiting.First is { } first && first.Value.Threads <= _free)
        {
            _waiting.RemoveFirst();
            if (first.Value.Turn.TrySetResult())
            {
                _free -= first.Value.Threads;
            }
        }
    }

    private sealed class Held(DeviceSlots slots, int threads) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0)
            {
                slots.Release(threads);
            }
        }
    }
}
