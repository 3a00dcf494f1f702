using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Engine;

/// <summary>Tells everybody in this process who works on the same file that something changed.</summary>
internal sealed class WorkSignal
{
    private static readonly ConcurrentDictionary<string, WorkSignal> ByPath = new(StringComparer.Ordinal);

    private TaskCompletionSource _next = Fresh();

    /// <summary>Ends at the next change; take it before looking, so that no change falls between.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>The signal of a file.</summary>
    public static WorkSignal Of(string path) => ByPath.GetOrAdd(Path.GetFullPath(path), static _ => new WorkSignal());

    /// <summary>Something changed.</summary>
    public void Pulse() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    /// <summary>Waits for a change, or at most so long; whether there was one.</summary>
    public static async Task<bool> WaitAsync(Task next, TimeSpan longest, CancellationToken cancellation)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delay = Task.Delay(longest, pause.Token);
        var first = await Task.WhenAny(next, delay).ConfigureAwait(false);
        await pause.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return first == next;
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
