using System.Reflection;
using System.Text.Json;
using FineTune.Functions.Api;
using FineTune.Functions.Studies;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Tests.Api;

public sealed class OpenApiTests
{
    private static readonly JsonElement Document = Read();

    [Fact]
    public void Every_route_of_the_api_is_described_and_no_other()
    {
        var routes = typeof(GetOpenApi).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>())
            .Where(trigger => trigger.Route!.StartsWith("api/", StringComparison.Ordinal))
            .SelectMany(trigger => trigger.Methods!.Select(method => $"{method} /{trigger.Route}"));
        var described = Document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name} {path.Name}"));

        Assert.Equal(described.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_schema_of_a_study_has_the_fields_that_are_read()
    {
        var study = Schema("Study").GetProperty("properties");

        Assert.Equal(StudyRequestReader.Fields, Names(study));
        Assert.Equal(StudyRequestReader.BudgetFields, Names(study.GetProperty("budget").GetProperty("properties")));
        Assert.Equal(StudyRequestReader.ColumnFields, Names(study.GetProperty("columns").GetProperty("properties")));
        Assert.Equal(PruningReader.Fields, Names(study.GetProperty("pruning").GetProperty("properties")));
        Assert.Equal(StudyRules.Pruners, study.GetProperty("pruner").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal(SamplerCatalog.Names, study.GetProperty("sampler").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal(StudyRequestReader.Objectives, study.GetProperty("objective").GetProperty("enum").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var schemas = Names(Document.GetProperty("components").GetProperty("schemas")).ToHashSet();
        var text = Document.GetRawText();

        foreach (var reference in text.Split("#/components/schemas/").Skip(1))
        {
            Assert.Contains(reference[..reference.IndexOf('"', StringComparison.Ordinal)], schemas);
        }
    }

    private static JsonElement Schema(string name) => Document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);

    private static JsonElement Read()
    {
        using var stream = typeof(GetOpenApi).Assembly.GetManifestResourceStream("openapi.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
