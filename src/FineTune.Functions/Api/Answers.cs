using Azure;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FineTune.Functions.Api;

/// <summary>What the endpoints answer with, and how a refusal becomes a problem report.</summary>
internal static class Answers
{
    /// <summary>Runs an endpoint; what it refuses is answered as a problem report.</summary>
    public static async Task<IResult> OrProblemAsync(Func<Task<IResult>> endpoint)
    {
        try
        {
            return await endpoint().ConfigureAwait(false);
        }
        catch (ProblemException refused)
        {
            return Refused(refused);
        }
        catch (StudyGoneException gone)
        {
            return Refused(NoStudy(gone.Study.Value));
        }
        catch (Exception e) when (e is RequestFailedException { Status: 0 or >= 500 } || (e is AggregateException && e.InnerException is RequestFailedException))
        {
            var problem = new Problem("Storage does not answer.", "Try again in a moment; GET /api/health says whether the host is ready.");
            return Refused(new ProblemException(503, "Storage does not answer", [problem]));
        }
        catch (BadHttpRequestException bad)
        {
            var problem = new Problem(bad.Message, "Send the request as the API's description at /api/openapi.json says.");
            return Refused(new ProblemException(bad.StatusCode, "The request cannot be read", [problem]));
        }
    }

    /// <summary>A refusal as a problem report.</summary>
    public static IResult Refused(ProblemException refused)
    {
        var detail = refused.Problems is [var only] ? only.Message : $"{refused.Problems.Count} problems were found.";
        var report = new ProblemReport("about:blank", refused.Title, refused.Status, detail, refused.Problems);
        return Results.Json(report, ApiJson.Default.ProblemReport, "application/problem+json", refused.Status);
    }

    /// <summary>There is no such study.</summary>
    public static ProblemException NoStudy(string id) =>
        new(404, "Study not found", [new Problem($"There is no study '{id}'.", "GET /api/studies lists the studies.")]);

    /// <summary>A study's id from a route.</summary>
    /// <exception cref="ProblemException">400: the id breaks the grammar for names.</exception>
    public static StudyId StudyFrom(string id) =>
        StudyId.TryParse(id, out var study) ? study : throw BadName("id", id);

    /// <summary>A name from a route.</summary>
    /// <exception cref="ProblemException">400: the name breaks the grammar.</exception>
    public static string NameFrom(string field, string name) =>
        ResourceName.TryParse(name, out var parsed) ? parsed.Value : throw BadName(field, name);

    /// <summary>A view with an ETag; 304 when the client has it already.</summary>
    public static IResult Tagged(HttpRequest request, string version, IResult fresh)
    {
        var tag = $"W/\"{version}\"";
        request.HttpContext.Response.Headers[HeaderNames.ETag] = tag;
        request.HttpContext.Response.Headers[HeaderNames.CacheControl] = "no-cache";
        return request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : fresh;
    }

    private static ProblemException BadName(string field, string name)
    {
        var shown = name.Length <= 60 ? name : name[..60] + "…";
        return new ProblemException(400, "Name not allowed", [Problem.At($"/{field}", $"'{shown}' is no usable name.", ResourceName.Grammar)]);
    }
}
