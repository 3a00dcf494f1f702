namespace StandIns.FunctionsWorker.Tests;

/// <summary>Waits for what another process or a background loop will do; it looks often and gives up after a minute.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task<T> GetAsync<T>(Func<Task<T?>> look)
        where T : struct
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ended.CancelAfter(Limit);
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(ended.Token);
        }
    }

    public static Task IsTrueAsync(Func<bool> condition) => GetAsync(() => Task.FromResult(condition() ? (bool?)true : null));
}
