using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Dashboard;

/// <summary><c>GET /</c>: a page that shows studies, trials and curves. Its three files hold no data; the page asks the API for it.</summary>
/// <remarks>Nothing comes from another host, and the policy allows no inline script or style.</remarks>
public static class DashboardPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page.</summary>
    [Function("Dashboard")]
    public static IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
        File(request, "dashboard.html", "text/html; charset=utf-8");

    /// <summary>The page's script.</summary>
    [Function("DashboardScript")]
    public static IResult Script([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard.js")] HttpRequest request) =>
        File(request, "dashboard.js", "text/javascript; charset=utf-8");

    /// <summary>The page's style.</summary>
    [Function("DashboardStyle")]
    public static IResult Style([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard.css")] HttpRequest request) =>
        File(request, "dashboard.css", "text/css; charset=utf-8");

    private static IResult File(HttpRequest request, string name, string contentType)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Stream(typeof(DashboardPage).Assembly.GetManifestResourceStream(name)!, contentType);
    }
}
