using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Dashboard;

/// <summary><c>GET /</c>: a page that shows studies, trials and curves. Its files hold no data; the page asks the API for it.</summary>
/// <remarks>Nothing comes from another host, and the policy allows no inline script or style.</remarks>
public static class DashboardPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Script = "text/javascript; charset=utf-8";

    private static readonly Dictionary<string, string> Assets = new(StringComparer.Ordinal)
    {
        ["charts.js"] = Script,
        ["dashboard.css"] = "text/css; charset=utf-8",
        ["dashboard.js"] = Script,
        ["icon.svg"] = "image/svg+xml",
        ["views.js"] = Script,
    };

    /// <summary>The page.</summary>
    [Function("Dashboard")]
    public static IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
        File(request, "dashboard.html", "text/html; charset=utf-8");

    /// <summary>A script or style of the page.</summary>
    [Function("DashboardAsset")]
    public static IResult Asset([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/{file}")] HttpRequest request, string file) =>
        Assets.TryGetValue(file, out var contentType) ? File(request, file, contentType) : Results.NotFound();

    private static IResult File(HttpRequest request, string name, string contentType)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Stream(typeof(DashboardPage).Assembly.GetManifestResourceStream(name)!, contentType);
    }
}
