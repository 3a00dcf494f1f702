using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Http;

/// <summary>Where an HTTP function answers.</summary>
/// <param name="Function">The function.</param>
/// <param name="Pattern">Prefix and route template.</param>
/// <param name="Methods">Methods in capitals; empty for all.</param>
internal sealed record HttpRoute(FunctionDescriptor Function, RoutePattern Pattern, IReadOnlyList<string> Methods)
{
    public static IReadOnlyList<HttpRoute> Plan(FunctionCatalog catalog, string prefix)
    {
        var routes = catalog.Of(TriggerKind.Http).Select(function => Create(function, prefix)).ToList();
        for (var i = 0; i < routes.Count; i++)
        {
            var twin = routes.Take(i).FirstOrDefault(routes[i].Collides);
            if (twin is not null)
            {
                throw new HostConfigurationException(
                    $"Functions \"{twin.Function.Name}\" and \"{routes[i].Function.Name}\" both answer {routes[i].Describe()}.");
            }
        }

        return routes;
    }

    public string Describe() => $"[{(Methods.Count == 0 ? "ALL" : string.Join(',', Methods))}] /{Pattern.RawText}";

    private static HttpRoute Create(FunctionDescriptor function, string prefix)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        var route = (string.IsNullOrEmpty(trigger.Route) ? function.Name : trigger.Route).Trim('/');
        var template = (prefix.Length == 0 || route.Length == 0) ? prefix + route : $"{prefix}/{route}";
        try
        {
            return new HttpRoute(function, RoutePatternFactory.Parse(template), [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())]);
        }
        catch (RoutePatternException exception)
        {
            throw new HostConfigurationException($"Function \"{function.Name}\": the route \"{template}\" is wrong: {exception.Message}");
        }
    }

    private bool Collides(HttpRoute other) =>
        string.Equals(Shape(), other.Shape(), StringComparison.OrdinalIgnoreCase)
        && (Methods.Count == 0 || other.Methods.Count == 0 || Methods.Intersect(other.Methods).Any());

    // Two templates that differ only in the names of their parameters match the same requests.
    private string Shape() => string.Join('/', Pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Shape))));

    private static string Shape(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter =>
            "{" + (parameter.IsCatchAll ? "*" : string.Empty) + string.Concat(parameter.ParameterPolicies.Select(policy => ":" + policy.Content)) + "}",
        RoutePatternSeparatorPart separator => separator.Content,
        _ => string.Empty,
    };
}
