using Microsoft.DurableTask.History;

namespace Microsoft.DurableTask.Turns;

internal sealed partial class OrchestrationContext
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        EnsureNamed(name);
        var text = Serialize(input, $"input of the activity '{name}'");
        var version = options?.Version?.Version ?? NullIfEmpty(Version);
        return WithRetries(options?.Retry, () => Request<TResult>(name, id => new TaskScheduled(_now, id, name, version, text) { Trace = _trace }));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        EnsureNamed(orchestratorName);
        var text = Serialize(input, $"input of the sub-orchestration '{orchestratorName}'");
        var sub = options as SubOrchestrationOptions;
        var version = (sub?.Version ?? options?.Version)?.Version ?? _options.DefaultVersion;
        var tags = options?.Tags is { Count: > 0 } given ? new Dictionary<string, string>(given) : null;
        var instanceId = Payload.CheckInstanceId(sub?.InstanceId ?? NewGuid().ToString("N"));
        return WithRetries(options?.Retry, () => Request<TResult>(orchestratorName, id =>
            new SubOrchestrationInstanceCreated(_now, id, orchestratorName, version, instanceId, text, tags)));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureLegal();
        cancellationToken.ThrowIfCancellationRequested();
        var id = _nextTaskId;
        var task = Request<object?>("timer", number => new TimerCreated(_now, number, fireAt.ToUniversalTime()));
        using var registration = cancellationToken.Register(() => CancelTimer(id, cancellationToken));
        await task;
    }

    private Task<T> Request<T>(TaskName name, Func<int, HistoryEvent> describe)
    {
        EnsureLegal();
        var id = _nextTaskId++;
        var open = new OpenTask<T>(name);
        _open.Add(id, open);
        _unconfirmed.Add(id, describe(id));
        return open.Task;
    }

    private void CancelTimer(int id, CancellationToken cancellation)
    {
        EnsureLegal();
        if (_open.Remove(id, out var timer))
        {
            if (!_replaying)
            {
                // What an earlier turn cancelled is gone from the store already.
                _cancelledTimers.Add(id);
            }

            timer.Cancel(cancellation);
        }
    }

    private Task<T> WithRetries<T>(TaskRetryOptions? retry, Func<Task<T>> call) => retry switch
    {
        { Policy: { } policy } => RetryByPolicy(policy, call),
        { Handler: { } handler } => RetryByHandler(handler, call),
        _ => call(),
    };

    private async Task<T> RetryByPolicy<T>(RetryPolicy policy, Func<Task<T>> call)
    {
        var first = _now;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException error) when (
                attempt < policy.MaxNumberOfAttempts
                && policy.FailureFilter(error.FailureDetails)
                && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || _now - first < policy.RetryTimeout))
            {
                await CreateTimer(PauseAfter(attempt, policy), CancellationToken.None);
            }
        }
    }

    private async Task<T> RetryByHandler<T>(AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var first = _now;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException error)
            {
                if (!await handler(new RetryContext(this, attempt, error.FailureDetails, _now - first, CancellationToken.None)))
                {
                    throw;
                }
            }
        }
    }

    private static TimeSpan PauseAfter(int attempt, RetryPolicy policy)
    {
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan
            ? TimeSpan.MaxValue.TotalMilliseconds / 4
            : policy.MaxRetryInterval.TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, longest));
    }

    private static void EnsureNamed(TaskName name)
    {
        if (name.Name.Length == 0)
        {
            throw new ArgumentException("The call names no task.");
        }
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
