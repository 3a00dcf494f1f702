using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FineTune.Functions.Devices;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Training;
using FineTune.Training.Datasets;

namespace FineTune.Functions.Reports;

/// <summary>Writes what a study came to: the folder <c>best/</c> and the report.</summary>
public sealed class ResultWriter(
    Containers containers, ModelCatalog models, PreparedDatasets datasets, SegmentTrainer trainer, HostCache cache, DeviceSlots slots)
{
    /// <summary>Exports and tests the best trial and the baseline, and writes every file of the result.</summary>
    /// <param name="id">The study.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="state">Its ledger.</param>
    /// <param name="best">The best trial; null when the study was stopped before any trial was evaluated.</param>
    /// <param name="cancellation">Ends the writing; what is written so far is written over by the next attempt.</param>
    /// <returns>The conclusion for the ledger.</returns>
    public async Task<StudyConcluded> WriteAsync(
        StudyId id, StudyPlan plan, StudyState state, TrialState? best, CancellationToken cancellation)
    {
        var work = cache.NewWorkFolder();
        try
        {
            var concluded = best is null
                ? Concluded(null, null, null, state)
                : await TestAsync(plan, state, best, work, cancellation).ConfigureAwait(false);
            if (best is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(work, "best", "README.md"), ModelCard.Write(plan, state, best, concluded), cancellation).ConfigureAwait(false);
                await WriteMetricsAsync(Path.Combine(work, "best", "metrics.json"), plan, state, best, concluded, cancellation).ConfigureAwait(false);
                await containers.Studies.UploadFolderAsync(Path.Combine(work, "best"), StudyPaths.Best(id), mayCommit: null, cancellation).ConfigureAwait(false);
            }

            await WriteReportAsync(id, StudyReport.Write(plan, state.Apply(concluded)), cancellation).ConfigureAwait(false);
            return concluded;
        }
        finally
        {
            HostCache.Remove(work);
        }
    }

    private static StudyConcluded Concluded(TrialState? best, ImmutableSortedDictionary<string, double>? bestTest, ImmutableSortedDictionary<string, double>? baselineTest, StudyState state) => new(
        best?.Number ?? -1,
        best?.BestObjective ?? double.NaN,
        bestTest ?? ImmutableSortedDictionary<string, double>.Empty,
        baselineTest ?? ImmutableSortedDictionary<string, double>.Empty,
        state.StopRequested?.Reason ?? state.Finished?.Reason ?? "nothing is left to try");

    private static async Task WriteMetricsAsync(string path, StudyPlan plan, StudyState state, TrialState best, StudyConcluded concluded, CancellationToken cancellation)
    {
        var lineage = Lineage.Of(state, best.Number, best.BestEpoch);
        var metrics = new ResultMetrics(
            best.Number, plan.Objective, best.BestObjective!.Value, best.BestEpoch ?? 0, lineage.Count > 0 ? lineage[^1].Parameters : best.Parameters, concluded.BestTest, concluded.BaselineTest)
        {
            Lineage = lineage.Count > 1 ? lineage : null,
        };
        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(metrics, ReportsJson.Default.ResultMetrics), cancellation).ConfigureAwait(false);
    }

    private async Task<StudyConcluded> TestAsync(StudyPlan plan, StudyState state, TrialState best, string work, CancellationToken cancellation)
    {
        var model = await models.PullAsync(plan.ModelFiles, cancellation).ConfigureAwait(false);
        var dataset = await datasets.LoadAsync(plan.PreparedDataset, cancellation).ConfigureAwait(false);
        using var device = await slots.AcquireAsync(plan.Threads, cancellation).ConfigureAwait(false);
        var bestTest = await ExportAndTestAsync(plan, state, best, model, dataset, Path.Combine(work, "best"), cancellation).ConfigureAwait(false);
        var baseline = state.Find(0);
        var baselineTest = baseline switch
        {
            null or { Checkpoint: null } or { BestObjective: null } => null,
            { Number: var number } when number == best.Number => bestTest,
            _ => await ExportAndTestAsync(plan, state, baseline, model, dataset, Path.Combine(work, "baseline"), cancellation).ConfigureAwait(false),
        };
        return Concluded(best, bestTest, baselineTest, state);
    }

    private async Task<ImmutableSortedDictionary<string, double>> ExportAndTestAsync(
        StudyPlan plan, StudyState state, TrialState trial, string model, PreparedDataset dataset, string folder, CancellationToken cancellation)
    {
        var last = trial.Segments.Values.Last(segment => segment.Checkpoint.Length > 0);
        var checkpoint = await trainer.CheckpointAsync(plan, state, last, cancellation).ConfigureAwait(false);
        return await Task.Run(
            () =>
            {
                BestModel.Export(checkpoint, model, dataset, folder);
                return TestScores.Of(BestModel.Evaluate(folder, dataset, dataset.Test, plan.Objective, plan.Device));
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task WriteReportAsync(StudyId id, string html, CancellationToken cancellation)
    {
        var options = new Azure.Storage.Blobs.Models.BlobUploadOptions
        {
            HttpHeaders = new Azure.Storage.Blobs.Models.BlobHttpHeaders { ContentType = ContentTypes.Of("report.html") },
        };
        await containers.Studies.GetBlobClient(StudyPaths.Report(id))
            .UploadAsync(new BinaryData(Encoding.UTF8.GetBytes(html)), options, cancellation)
            .ConfigureAwait(false);
    }
}
