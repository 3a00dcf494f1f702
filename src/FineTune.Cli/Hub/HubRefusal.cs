using System.Net;

namespace FineTune.Cli.Hub;

/// <summary>What the hub's refusals mean, and what to do about them.</summary>
internal static class HubRefusal
{
    /// <summary>The failure of an answer; the hub says in <c>X-Error-Code</c> what it means by the status.</summary>
    public static CommandFailedException Of(HttpResponseMessage answer, HubModelName model, HubSettings settings, string? file)
    {
        var code = answer.Headers.TryGetValues("X-Error-Code", out var codes) ? codes.First() : "";
        var page = new Uri(settings.Endpoint, model.Repository);
        return (answer.StatusCode, code) switch
        {
            (_, "GatedRepo") => new($"{model.Repository} is gated: accept its terms at {page}, and set HF_TOKEN to a token of that account"),
            (HttpStatusCode.NotFound, "RevisionNotFound") => new($"{model.Repository} has no revision '{model.Revision}'; its branches and tags are at {page}/tree/main"),
            (HttpStatusCode.NotFound, "EntryNotFound") => new($"{model.Repository} has no file {file} at this revision"),
            (HttpStatusCode.Unauthorized, _) when settings.Token is null => new($"the hub has no model {model.Repository}, or it is private: check the name, or set HF_TOKEN to a token that may read it"),
            (HttpStatusCode.Unauthorized, _) => new($"the hub has no model {model.Repository} for the token in HF_TOKEN, or the token is not valid: check both at {new Uri(settings.Endpoint, "settings/tokens")}"),
            (HttpStatusCode.Forbidden, _) => new($"the hub does not let this token read {model.Repository}; give it access at {new Uri(settings.Endpoint, "settings/tokens")}"),
            (HttpStatusCode.NotFound, _) => new($"the hub has no model {model.Repository}{(file is null ? "" : $" or no file {file} in it")}; check the name"),
            (HttpStatusCode.TooManyRequests, _) => new("the hub still answers that there were too many requests; try again later, with HF_TOKEN for a higher limit", CommandFailedException.Failure),
            _ => new($"the hub answered {(int)answer.StatusCode} {answer.ReasonPhrase} for {file ?? model.Repository}; run the same command again to go on", CommandFailedException.Failure),
        };
    }
}
