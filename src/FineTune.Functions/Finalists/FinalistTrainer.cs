using System.Globalization;
using System.Runtime.InteropServices;
using FineTune.Functions.Activities;
using FineTune.Functions.Devices;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Training;

namespace FineTune.Functions.Finalists;

/// <summary>Trains finalists from rung to rung, from checkpoint to checkpoint, and measures the finished ones row by row.</summary>
public sealed class FinalistTrainer(
    Containers containers, SegmentTrainer trainer, CheckpointStore checkpoints, ModelCatalog models, PreparedDatasets datasets, HostCache cache, DeviceSlots slots, ControlWatch watch)
{
    /// <summary>Trains one segment.</summary>
    /// <param name="id">The study.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="trial">The finalist.</param>
    /// <param name="segment">Seed and rung.</param>
    /// <param name="drain">Fires when this host is to end.</param>
    /// <returns>How the segment ended, and the ledger's line where the whole training is over.</returns>
    public async Task<(SegmentEnding Ending, FinalistTrained? Trained)> TrainAsync(StudyId id, StudyPlan plan, TrialState trial, FinalistSegment segment, CancellationToken drain)
    {
        var root = StudyPaths.Finalist(id, segment.Trial, segment.Seed);
        var here = Rung(root, segment.Rung);
        var end = Math.Min(plan.Rules.RungEpochs[^1], TrialHyperparameters.Resolve(plan.Defaults, trial.Parameters).Epochs);
        var target = Math.Min(plan.Rules.RungEpochs[segment.Rung], end);
        if (target < end && await checkpoints.FindHashAsync(here, CancellationToken.None).ConfigureAwait(false) is not null)
        {
            return (SegmentEnding.Finished, null);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(drain);
        using var watching = watch.Begin(id, segment.Trial, _ => Task.FromResult(true), stop);
        var work = cache.NewWorkFolder();
        try
        {
            using var device = await slots.AcquireAsync(plan.Threads, stop.Token).ConfigureAwait(false);
            var parent = await checkpoints.TryPullAsync(here + "paused/", CancellationToken.None).ConfigureAwait(false)
                ?? (segment.Rung > 0 ? await checkpoints.PullAsync(Rung(root, segment.Rung - 1), CancellationToken.None).ConfigureAwait(false) : null);
            var folder = Path.Combine(work, "checkpoint");
            var result = await trainer.TrainAsync(WithSeed(plan, segment.Seed), trial, parent, target, folder, progress: null, stop.Token).ConfigureAwait(false);
            if (result.Status == SegmentStatus.Preempted)
            {
                await KeepAsync(folder, here + "paused/").ConfigureAwait(false);
                return (SegmentEnding.Preempted, null);
            }

            if (result.Status == SegmentStatus.Reached && target < end)
            {
                await KeepAsync(folder, here).ConfigureAwait(false);
                return (SegmentEnding.Finished, null);
            }

            var trained = await MeasureAsync(id, plan, segment, result, folder, work).ConfigureAwait(false);
            await checkpoints.SweepAsync(root, keep: null, CancellationToken.None).ConfigureAwait(false);
            return (SegmentEnding.Finished, trained);
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

    private static string Rung(string root, int rung) => string.Create(CultureInfo.InvariantCulture, $"{root}rung-{rung}/");

    /// <summary>The plan as it would be with another seed of head, data order and dropout; the splits stay what they are.</summary>
    private static StudyPlan WithSeed(StudyPlan plan, int seed) =>
        plan with { Rules = plan.Rules with { Seed = unchecked(plan.Rules.Seed + (0x9E3779B97F4A7C15UL * (ulong)(seed + 1))) } };

    private Task KeepAsync(string folder, string prefix) =>
        File.Exists(Path.Combine(folder, "checkpoint.json"))
            ? checkpoints.CommitAsync(folder, prefix, _ => Task.FromResult(true), CancellationToken.None)
            : Task.CompletedTask;

    private async Task<FinalistTrained> MeasureAsync(StudyId id, StudyPlan plan, FinalistSegment segment, SegmentResult result, string folder, string work)
    {
        if (result.Status == SegmentStatus.Diverged || !double.IsFinite(result.BestObjective))
        {
            return new FinalistTrained(segment.Trial, segment.Seed, double.PositiveInfinity, "", result.Epoch, result.Seconds, result.Reason ?? "it diverged");
        }

        var model = await models.PullAsync(plan.ModelFiles, CancellationToken.None).ConfigureAwait(false);
        var dataset = await datasets.LoadAsync(plan.PreparedDataset, CancellationToken.None).ConfigureAwait(false);
        var exported = Path.Combine(work, "model");
        var losses = await Task.Run(() =>
        {
            BestModel.Export(folder, model, dataset, exported);
            return BestModel.RowLosses(exported, dataset, dataset.Validation, plan.Objective, plan.Device);
        }).ConfigureAwait(false);
        var path = StudyPaths.FinalistLosses(id, segment.Trial, segment.Seed);
        await containers.Studies.WriteJsonAsync(path, losses, StudiesJson.Default.DoubleArray, CancellationToken.None).ConfigureAwait(false);
        return new FinalistTrained(segment.Trial, segment.Seed, losses.Average(), path, result.Epoch, result.Seconds, FormattableString.Invariant($"reached epoch {result.Epoch:0.##}"));
    }
}
