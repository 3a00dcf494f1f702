using System.Runtime.InteropServices;
using FineTune.Functions.Activities;
using FineTune.Functions.Devices;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Training;

namespace FineTune.Functions.Finalists;

/// <summary>Trains finalists from rung to rung, from checkpoint to checkpoint, and measures the finished ones row by row; what any study has trained is taken over.</summary>
public sealed class FinalistTrainer(
    Containers containers, SegmentTrainer trainer, FinalistIndex index, CheckpointStore checkpoints, ModelCatalog models, PreparedDatasets datasets, HostCache cache, DeviceSlots slots, ControlWatch watch)
{
    /// <summary>Trains one segment.</summary>
    /// <param name="id">The study.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="state">Its ledger.</param>
    /// <param name="segment">Trial, seed and rung.</param>
    /// <param name="drain">Fires when this host is to end.</param>
    /// <returns>How the segment ended, and the ledger's line where the whole training is over.</returns>
    public async Task<(SegmentEnding Ending, FinalistTrained? Trained)> TrainAsync(StudyId id, StudyPlan plan, StudyState state, FinalistSegment segment, CancellationToken drain)
    {
        var job = new FinalistJob(id, plan, state, segment);
        if (!job.IsLast && await checkpoints.FindHashAsync(job.Here, CancellationToken.None).ConfigureAwait(false) is not null)
        {
            return (SegmentEnding.Finished, null);
        }

        var key = await index.KeyAsync(job).ConfigureAwait(false);
        if (await index.FindWholeAsync(key).ConfigureAwait(false) is { } whole)
        {
            return (SegmentEnding.Finished, await EndAsync(job, whole, seconds: 0, " (taken over from an equal training)").ConfigureAwait(false));
        }

        if (await index.TryTakeOverAsync(job, key).ConfigureAwait(false))
        {
            return (SegmentEnding.Finished, null);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(drain);
        using var watching = watch.Begin(id, segment.Trial, _ => Task.FromResult(true), stop);
        var work = cache.NewWorkFolder();
        try
        {
            return await TrainAsync(job, key, work, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (SegmentEnding.Preempted, null);
        }
        catch (Exception e) when (e is InvalidInputException or ExternalException)
        {
            return (SegmentEnding.Finished, new FinalistTrained(segment.Trial, segment.Seed, double.PositiveInfinity, "", 0, 0, e.Message));
        }
        finally
        {
            HostCache.Remove(work);
        }
    }

    private async Task<(SegmentEnding Ending, FinalistTrained? Trained)> TrainAsync(FinalistJob job, string key, string work, CancellationToken stop)
    {
        using var device = await slots.AcquireAsync(job.Plan.Threads, stop).ConfigureAwait(false);
        var parent = await checkpoints.TryPullAsync(job.Paused, CancellationToken.None).ConfigureAwait(false)
            ?? await CheckpointAsync(job, job.Segment.Rung - 1, stop).ConfigureAwait(false);
        var folder = Path.Combine(work, "checkpoint");
        var result = await trainer.TrainAsync(job.Plan, job.ParametersAt(job.Segment.Rung), parent, job.ToEpoch, folder, progress: null, stop).ConfigureAwait(false);
        switch (result.Status)
        {
            case SegmentStatus.Preempted:
                if (File.Exists(Path.Combine(folder, "checkpoint.json")))
                {
                    await checkpoints.CommitAsync(folder, job.Paused, _ => Task.FromResult(true), CancellationToken.None).ConfigureAwait(false);
                }

                return (SegmentEnding.Preempted, null);
            case SegmentStatus.Reached when !job.IsLast:
                await index.CommitAsync(job, key, result, folder).ConfigureAwait(false);
                return (SegmentEnding.Finished, null);
            default:
                var whole = await MeasureAsync(job, result, folder, work).ConfigureAwait(false);
                await index.SaveWholeAsync(key, whole).ConfigureAwait(false);
                return (SegmentEnding.Finished, await EndAsync(job, whole, result.Seconds, "").ConfigureAwait(false));
        }
    }

    /// <summary>The checkpoint after a segment, trained again where it was taken over without content; null before the first.</summary>
    private async Task<string?> CheckpointAsync(FinalistJob job, int rung, CancellationToken stop)
    {
        if (rung < 0)
        {
            return null;
        }

        if (await checkpoints.TryPullAsync(job.At(rung), CancellationToken.None).ConfigureAwait(false) is { } folder)
        {
            return folder;
        }

        var parent = await CheckpointAsync(job, rung - 1, stop).ConfigureAwait(false);
        var work = cache.NewWorkFolder();
        try
        {
            var result = await trainer.TrainAsync(job.Plan, job.ParametersAt(rung), parent, job.Plan.Rules.RungEpochs[rung], work, progress: null, stop).ConfigureAwait(false);
            if (result.Status == SegmentStatus.Preempted)
            {
                throw new OperationCanceledException(stop);
            }

            await checkpoints.CommitAsync(work, job.At(rung), _ => Task.FromResult(true), CancellationToken.None).ConfigureAwait(false);
            return await checkpoints.PullAsync(job.At(rung), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            HostCache.Remove(work);
        }
    }

    private async Task<FinalistRecord> MeasureAsync(FinalistJob job, SegmentResult result, string folder, string work)
    {
        if (result.Status == SegmentStatus.Diverged || !double.IsFinite(result.BestObjective))
        {
            return new FinalistRecord([], result.Epoch, result.Reason ?? "it diverged");
        }

        var model = await models.PullAsync(job.Plan.ModelFiles, CancellationToken.None).ConfigureAwait(false);
        var dataset = await datasets.LoadAsync(job.Plan.PreparedDataset, CancellationToken.None).ConfigureAwait(false);
        var exported = Path.Combine(work, "model");
        var losses = await Task.Run(() =>
        {
            BestModel.Export(folder, model, dataset, exported);
            return BestModel.RowLosses(exported, dataset, dataset.Validation, job.Plan.Objective, job.Plan.Device);
        }).ConfigureAwait(false);
        return new FinalistRecord(losses, result.Epoch, FormattableString.Invariant($"reached epoch {result.Epoch:0.##}"));
    }

    /// <summary>Writes the losses where the study looks for them, and deletes what only the training needed.</summary>
    private async Task<FinalistTrained> EndAsync(FinalistJob job, FinalistRecord whole, double seconds, string how)
    {
        var (trial, seed) = (job.Segment.Trial, job.Segment.Seed);
        var path = "";
        if (whole.Losses.Count > 0)
        {
            path = StudyPaths.FinalistLosses(job.Study, trial, seed);
            await containers.Studies.WriteJsonAsync(path, [.. whole.Losses], StudiesJson.Default.DoubleArray, CancellationToken.None).ConfigureAwait(false);
        }

        await checkpoints.SweepAsync(job.Root, keep: [], CancellationToken.None).ConfigureAwait(false);
        return new FinalistTrained(trial, seed, path.Length > 0 ? whole.Losses.Average() : double.PositiveInfinity, path, whole.Epoch, seconds, whole.Reason + how);
    }
}
