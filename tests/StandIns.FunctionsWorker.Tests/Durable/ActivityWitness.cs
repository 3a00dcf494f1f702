using System.Threading.Channels;

namespace StandIns.FunctionsWorker.Tests.Durable;

/// <summary>What activities saw, in order.</summary>
public sealed class ActivityWitness
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();

    public void See(string what) => _seen.Writer.TryWrite(what);

    public Task<string> NextAsync() =>
        _seen.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
}
