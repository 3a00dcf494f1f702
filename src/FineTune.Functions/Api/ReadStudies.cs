using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary><c>GET /api/studies</c> and <c>GET /api/studies/{id}</c>.</summary>
public sealed class ReadStudies(StudyViews views, Containers containers, FineTuneOptions options)
{
    /// <summary>Lists studies in the order of their ids, a page at a time.</summary>
    [Function("ListStudies")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies")] HttpRequest request, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            await containers.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
            var after = request.Query["continuationToken"].ToString();
            var ids = (await containers.Studies.ListFoldersAsync(cancellation).ConfigureAwait(false))
                .Where(name => StudyId.TryParse(name, out _) && string.CompareOrdinal(name, after) > 0)
                .Take(options.PageSize + 1)
                .ToList();
            var found = await Task.WhenAll(ids.Take(options.PageSize).Select(name => views.FindAsync(StudyId.Parse(name), cancellation))).ConfigureAwait(false);
            var studies = found.Where(study => study is not null).Select(study => study!.Value.View).ToList();
            var next = ids.Count > options.PageSize ? ids[options.PageSize - 1] : null;
            return Results.Json(new StudyPage(studies, next), ApiJson.Default.StudyPage);
        });

    /// <summary>Shows one study; 304 when the client has this version.</summary>
    [Function("GetStudy")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var (view, version) = await views.FindAsync(Answers.StudyFrom(id), cancellation, findings: true).ConfigureAwait(false) ?? throw Answers.NoStudy(id);
            return Answers.Tagged(request, version, Results.Json(view, ApiJson.Default.StudyView));
        });
}
