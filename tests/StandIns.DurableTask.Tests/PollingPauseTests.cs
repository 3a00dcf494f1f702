using Microsoft.DurableTask.Engine;

namespace StandIns.DurableTask.Tests;

/// <summary>An idle engine looks for work seldom, a busy one often.</summary>
public sealed class PollingPauseTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly PollingPause _pause = new((Shortest, Shortest * 5));

    [Fact]
    public async Task Each_look_in_vain_doubles_the_pause_up_to_the_longest()
    {
        var pauses = new List<double>();
        for (var look = 0; look < 5; look++)
        {
            pauses.Add(_pause.Next / Shortest);
            await _pause.WaitAsync(Never, null, CancellationToken.None);
        }

        Assert.Equal([1, 2, 4, 5, 5], pauses);
    }

    [Fact]
    public async Task A_change_in_this_process_ends_the_pause_and_begins_with_short_ones_again()
    {
        await _pause.WaitAsync(Never, null, CancellationToken.None);
        await new PollingPause((TimeSpan.FromHours(1), TimeSpan.FromHours(1))).WaitAsync(Task.CompletedTask, null, CancellationToken.None);
        await _pause.WaitAsync(Task.CompletedTask, null, CancellationToken.None);

        Assert.Equal(Shortest, _pause.Next);
    }

    [Fact]
    public async Task Work_that_is_known_to_come_due_shortens_the_pause() =>
        await new PollingPause((TimeSpan.FromHours(1), TimeSpan.FromHours(1))).WaitAsync(Never, TimeSpan.FromMilliseconds(2), CancellationToken.None);
}
