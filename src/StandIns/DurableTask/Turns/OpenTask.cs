namespace Microsoft.DurableTask.Turns;

/// <summary>A durable task that has not ended.</summary>
internal abstract class OpenTask(string name)
{
    public string Name { get; } = name;

    public abstract bool IsEnded { get; }

    public abstract void Complete(string? result, DataConverter converter);

    public abstract void Fail(Exception error);

    public abstract bool Cancel(CancellationToken cancellation);
}

/// <summary>A durable task with a result.</summary>
internal sealed class OpenTask<T>(string name) : OpenTask(name)
{
    // Continuations run inline on purpose: a completion source that hands them to the pool would leave the turn's thread.
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override bool IsEnded => _source.Task.IsCompleted;

    public override void Complete(string? result, DataConverter converter)
    {
        T value;
        try
        {
            value = converter.Deserialize<T>(result)!;
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or NotSupportedException or InvalidCastException)
        {
            _source.TrySetException(error);
            return;
        }

        _source.TrySetResult(value);
    }

    public override void Fail(Exception error) => _source.TrySetException(error);

    public override bool Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
}
