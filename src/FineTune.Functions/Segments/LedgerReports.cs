using System.Collections.Immutable;
using System.Threading.Channels;
using FineTune.Functions.Storage;
using FineTune.Training;

namespace FineTune.Functions.Segments;

/// <summary>Carries the trainer's reports into the ledger while it trains; the trainer never waits for storage.</summary>
/// <remarks>Reports that gather while an append is under way go with the next one. Disposal waits for the last append.</remarks>
internal sealed class LedgerReports : IProgress<EpochReport>, IAsyncDisposable
{
    private readonly Channel<SegmentReport> _channel = Channel.CreateUnbounded<SegmentReport>();
    private readonly LedgerStore _ledgers;
    private readonly SegmentJob _job;
    private readonly Task _pump;

    public LedgerReports(LedgerStore ledgers, SegmentJob job)
    {
        _ledgers = ledgers;
        _job = job;
        _pump = Task.Run(PumpAsync);
    }

    public void Report(EpochReport value) => _channel.Writer.TryWrite(ToRecord(value));

    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
    }

    public static SegmentReport ToRecord(EpochReport report) =>
        new(report.Epoch, report.Step, report.Objective, report.Metrics.ToImmutableSortedDictionary(StringComparer.Ordinal));

    private async Task PumpAsync()
    {
        while (await _channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var batch = new List<SegmentReport>();
            while (_channel.Reader.TryRead(out var report))
            {
                batch.Add(report);
            }

            if (await _job.Fence.IsHeldAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await _ledgers.AppendAsync(_job.Study, [.. batch.Select(_job.Reported)], CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
