using System.Collections.Concurrent;
using System.Threading.Channels;

namespace StandIns.FunctionsWorker.Tests.Blobs;

/// <summary>What blob functions saw, in order.</summary>
public sealed class BlobWitness
{
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();

    /// <summary>How many more runs throw.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    public int Count { get; private set; }

    public void See(string what)
    {
        lock (_seen)
        {
            Count++;
        }

        _seen.Writer.TryWrite(what);
    }

    public async Task<string> NextAsync() =>
        await _seen.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public bool TryNext(out string? what) => _seen.Reader.TryRead(out what);

    public void MayFail(string key)
    {
        if (Failures.TryGetValue(key, out var left) && left > 0)
        {
            Failures[key] = left - 1;
            throw new InvalidDataException($"{key} is broken");
        }
    }
}
