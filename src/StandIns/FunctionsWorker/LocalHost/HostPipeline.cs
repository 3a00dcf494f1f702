using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Azure.Functions.Worker.LocalHost.Admin;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Durable;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What a request passes through.</summary>
internal static class HostPipeline
{
    public static void Use(WebApplication app, IReadOnlyList<HttpRoute> routes, LocalSettings local)
    {
        app.UseMiddleware<FailureMiddleware>();
        if (local.CorsOrigins.Count > 0)
        {
            app.UseCors(policy => Allow(policy, local));
        }

        app.Services.GetRequiredService<HttpEndpoints>().Map(app, routes);
        DurableServices.Map(app);
        app.Services.GetRequiredService<AdminRoutes>().Map(app);
    }

    private static void Allow(CorsPolicyBuilder policy, LocalSettings local)
    {
        policy.AllowAnyHeader().AllowAnyMethod().WithOrigins([.. local.CorsOrigins]);
        if (local.CorsCredentials)
        {
            policy.AllowCredentials();
        }
    }
}
