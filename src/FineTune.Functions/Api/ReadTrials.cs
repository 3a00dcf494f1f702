using System.Globalization;
using System.Text;
using FineTune.Functions.Reports;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary><c>GET /api/studies/{id}/trials</c>, <c>trials.csv</c> and <c>trials/{number}</c>.</summary>
public sealed class ReadTrials(StudyViews views, FineTuneOptions options)
{
    /// <summary>Lists a study's trials by number, a page at a time.</summary>
    [Function("ListTrials")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}/trials")] HttpRequest request, string id, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var state = await views.StateAsync(Answers.StudyFrom(id), cancellation).ConfigureAwait(false);
            var from = Position(request.Query["continuationToken"]);
            var page = state.Trials.Where(trial => trial.Number >= from).Take(options.PageSize).Select(StudyViews.Of).ToList();
            var next = page.Count > 0 && page[^1].Number < state.Trials[^1].Number ? page[^1].Number + 1 : (int?)null;
            var body = new TrialPage(page, next?.ToString(CultureInfo.InvariantCulture));
            return Answers.Tagged(request, $"{state.EventCount}-{from}", Results.Json(body, ApiJson.Default.TrialPage));
        });

    /// <summary>All trials as CSV, for a spreadsheet or a data frame.</summary>
    [Function("ExportTrials")]
    public Task<IResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}/trials.csv")] HttpRequest request, string id, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var study = Answers.StudyFrom(id);
            var (view, _) = await views.FindAsync(study, cancellation).ConfigureAwait(false) ?? throw Answers.NoStudy(id);
            var state = await views.StateAsync(study, cancellation).ConfigureAwait(false);
            request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
            return Answers.Tagged(request, $"{state.EventCount}-csv", Results.File(Encoding.UTF8.GetBytes(TrialTable.Write(view.Objective, state)), "text/csv; charset=utf-8", $"{id}-trials.csv"));
        });

    /// <summary>Shows one trial.</summary>
    [Function("GetTrial")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}/trials/{number}")] HttpRequest request, string id, string number, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var state = await views.StateAsync(Answers.StudyFrom(id), cancellation).ConfigureAwait(false);
            var trial = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? state.Find(wanted) : null;
            return trial is null
                ? throw new ProblemException(404, "Trial not found", [new Problem($"The study '{id}' has no trial '{number}'.", $"GET /api/studies/{id}/trials lists its trials.")])
                : Answers.Tagged(request, $"{state.EventCount}-{number}", Results.Json(StudyViews.Of(trial), ApiJson.Default.TrialView));
        });

    private static int Position(string? token) =>
        string.IsNullOrEmpty(token) ? 0
        : int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from
        : throw new ProblemException(400, "The request cannot be read", [new Problem("The continuationToken is none that this API gave.", "Begin without one.")]);
}
