using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Search.Ledger;
using FineTune.Training;

namespace FineTune.Functions.Finalists;

/// <summary>Finds finalists' segments among those that any study has trained, and enters new ones: the same segment is trained once.</summary>
public sealed class FinalistIndex(Containers containers, SegmentIndex index, CheckpointStore checkpoints)
{
    /// <summary>The key of a segment.</summary>
    /// <exception cref="FileNotFoundException">The segment before has not been trained.</exception>
    internal async Task<string> KeyAsync(FinalistJob job)
    {
        var before = job.Segment.Rung == 0 ? null
            : await checkpoints.FindHashAsync(job.At(job.Segment.Rung - 1), CancellationToken.None).ConfigureAwait(false)
                ?? throw new FileNotFoundException($"The checkpoint studies/{job.At(job.Segment.Rung - 1)} is gone.");
        return job.IdentityFrom(before).Key();
    }

    /// <summary>A whole training that ended with this segment; null when there was none.</summary>
    internal async Task<FinalistRecord?> FindWholeAsync(string key) =>
        (await containers.Studies.ReadJsonAsync(StudyPaths.FinalistRecord(key), StorageJson.Default.FinalistRecord, CancellationToken.None).ConfigureAwait(false)).Value;

    /// <summary>Enters a whole training under the key of its last segment.</summary>
    internal Task SaveWholeAsync(string key, FinalistRecord record) =>
        containers.Studies.WriteJsonAsync(StudyPaths.FinalistRecord(key), record, StorageJson.Default.FinalistRecord, CancellationToken.None);

    /// <summary>Takes over a segment after which the training goes on: its checkpoint, or its hash where the content was deleted.</summary>
    /// <returns>False when nobody has trained it.</returns>
    internal async Task<bool> TryTakeOverAsync(FinalistJob job, string key)
    {
        if (job.IsLast || await index.FindAsync(key, CancellationToken.None).ConfigureAwait(false) is not { Outcome: SegmentOutcome.Reached, CheckpointHash.Length: > 0 } record)
        {
            return false;
        }

        if (await checkpoints.HasContentAsync(record.Checkpoint, record.CheckpointHash, CancellationToken.None).ConfigureAwait(false))
        {
            var folder = await checkpoints.PullAsync(record.Checkpoint, CancellationToken.None).ConfigureAwait(false);
            await checkpoints.CommitAsync(folder, job.Here, _ => Task.FromResult(true), CancellationToken.None).ConfigureAwait(false);
        }
        else
        {
            await checkpoints.CommitHollowAsync(record.CheckpointHash, job.Here, CancellationToken.None).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Commits a segment after which the training goes on, and enters it.</summary>
    internal async Task CommitAsync(FinalistJob job, string key, SegmentResult result, string folder)
    {
        var manifest = (await checkpoints.CommitAsync(folder, job.Here, _ => Task.FromResult(true), CancellationToken.None).ConfigureAwait(false))!;
        var record = new SegmentRecord
        {
            Checkpoint = job.Here,
            CheckpointHash = manifest.Hash,
            Outcome = SegmentOutcome.Reached,
            Epoch = result.Epoch,
            BestObjective = result.BestObjective,
            BestEpoch = result.BestEpoch,
            Seconds = result.Seconds,
            Reason = result.Reason ?? FormattableString.Invariant($"reached epoch {result.Epoch:0.##}"),
            Reports = [.. result.Reports.Select(LedgerReports.ToRecord)],
        };
        await index.SaveAsync(key, record, CancellationToken.None).ConfigureAwait(false);
    }
}
