using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>Renews what this engine holds, tells the holder of what it lost, and frees what processes held that are gone.</summary>
internal sealed class LeaseKeeper(SqliteStore store, string owner, TimeSpan lease, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Action> _held = new(StringComparer.Ordinal);
    private readonly TimeSpan _renewal = lease / 3;
    private long _renewedAt;

    /// <summary>Renews a lease until the answer is disposed; <paramref name="lost"/> runs where somebody else has taken it.</summary>
    public IDisposable Hold(string token, Action lost)
    {
        _held[token] = lost;
        return new Holding(this, token);
    }

    /// <summary>Renews at once where a renewal is overdue by the clock, as after a machine's sleep: an engine must not take over from itself.</summary>
    public void RenewIfLate()
    {
        if (!_held.IsEmpty && time.GetUtcNow().UtcTicks - Volatile.Read(ref _renewedAt) > _renewal.Ticks * 2)
        {
            Renew();
        }
    }

    /// <summary>Works until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var round = _renewal < LongestRound ? _renewal : LongestRound;
        var sinceRenewal = TimeSpan.Zero;
        while (true)
        {
            try
            {
                FreeDead();
                if (sinceRenewal >= _renewal)
                {
                    Renew();
                    sinceRenewal = TimeSpan.Zero;
                }
            }
            catch (SqliteException error)
            {
                EngineLog.StoreFailed(logger, error);
            }

            await Task.Delay(round, stopping).ConfigureAwait(false);
            sinceRenewal += round;
        }
    }

    private void Renew()
    {
        var before = _held.Keys.ToArray();
        if (before.Length == 0)
        {
            return;
        }

        Volatile.Write(ref _renewedAt, time.GetUtcNow().UtcTicks);
        var still = store.Write(transaction => transaction.RenewLeases(owner, lease));
        foreach (var token in before)
        {
            if (!still.Contains(token) && _held.TryRemove(token, out var lost))
            {
                lost();
            }
        }
    }

    private void FreeDead()
    {
        foreach (var other in store.Read(static transaction => transaction.LeaseOwners()))
        {
            if (other != owner && ProcessIdentity.IsDead(other))
            {
                var freed = store.Write(transaction => transaction.FreeLeasesOf(other));
                EngineLog.OwnerGone(logger, other, freed);
                store.Signal.Pulse();
            }
        }
    }

    private sealed class Holding(LeaseKeeper keeper, string token) : IDisposable
    {
        public void Dispose() => keeper._held.TryRemove(token, out _);
    }
}
