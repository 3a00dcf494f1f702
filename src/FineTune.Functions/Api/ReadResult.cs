using System.Text.Json;
using FineTune.Functions.Reports;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary><c>GET /api/studies/{id}/best</c>, <c>/best/{file}</c> and <c>/report</c>.</summary>
public sealed class ReadResult(StudyViews views, Containers containers)
{
    /// <summary>Lists the files of the result with its metrics.</summary>
    [Function("GetBest")]
    public Task<IResult> BestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}/best")] HttpRequest request, string id, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var study = await ConcludedAsync(id, cancellation).ConfigureAwait(false);
            var prefix = StudyPaths.Best(study);
            var manifest = await containers.Studies.ReadManifestAsync(prefix, cancellation).ConfigureAwait(false) ?? throw NoResult(id);
            var metrics = (await containers.Studies.GetBlobClient(prefix + "metrics.json").DownloadContentAsync(cancellation).ConfigureAwait(false)).Value.Content;
            var result = JsonSerializer.Deserialize(metrics, ReportsJson.Default.ResultMetrics)!;
            using var document = JsonDocument.Parse(metrics);
            var files = manifest.Files.Select(file => new FileView(file.Name, file.Bytes)).ToList();
            return Results.Json(new BestView(files, document.RootElement.Clone(), result.Trial, result.Parameters), ApiJson.Default.BestView);
        });

    /// <summary>Streams one file of the result.</summary>
    [Function("GetBestFile")]
    public Task<IResult> FileAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}/best/{file}")] HttpRequest request, string id, string file, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var study = await ConcludedAsync(id, cancellation).ConfigureAwait(false);
            return await StoredFiles.GetAsync(request, containers.Studies, StudyPaths.Best(study) + Answers.NameFrom("file", file), cancellation).ConfigureAwait(false);
        });

    /// <summary>Shows the report.</summary>
    [Function("GetReport")]
    public Task<IResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}/report")] HttpRequest request, string id, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var study = await ConcludedAsync(id, cancellation).ConfigureAwait(false);
            return await StoredFiles.GetAsync(request, containers.Studies, StudyPaths.Report(study), cancellation).ConfigureAwait(false);
        });

    private static ProblemException NoResult(string id) =>
        new(404, "No result", [new Problem($"The study '{id}' ended without a trial that was evaluated.", "Look at its trials for the reasons.")]);

    private async Task<StudyId> ConcludedAsync(string id, CancellationToken cancellation)
    {
        var study = Answers.StudyFrom(id);
        var (view, _) = await views.FindAsync(study, cancellation).ConfigureAwait(false) ?? throw Answers.NoStudy(id);
        return view.Status switch
        {
            "completed" or "stopped" => study,
            "failed" => throw NoResult(id),
            _ => throw new ProblemException(409, "No result yet", [new Problem($"The study '{id}' is {view.Status}.", $"Wait until GET /api/studies/{id} says completed, or stop it.")]),
        };
    }
}
