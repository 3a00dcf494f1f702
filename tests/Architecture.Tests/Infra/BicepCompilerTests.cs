using System.Diagnostics;
using System.Text.Json;

namespace Architecture.Tests.Infra;

/// <summary>Runs the real Bicep compiler where it has been fetched (<c>infra/compile</c>): syntax, types of every resource, linter.</summary>
public sealed class BicepCompilerTests
{
    private static readonly string? Compiler = Find();

    [Fact]
    public async Task The_deployment_compiles_without_a_warning()
    {
        var (template, messages) = await CompileAsync("infra/main.bicep");
        Assert.Equal("", messages);
        using var json = JsonDocument.Parse(template);
        Assert.Contains("subscriptionDeploymentTemplate", json.RootElement.GetProperty("$schema").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_property_is_found()
    {
        var copy = Path.Combine(Path.GetTempPath(), $"finetune-{Guid.NewGuid():N}.bicep");
        try
        {
            var text = InfraFiles.Read("infra/core/events.bicep");
            await File.WriteAllTextAsync(copy, text.Replace("topicType:", "topicKind:", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var (_, messages) = await CompileAsync(copy);
            Assert.Contains("topicKind", messages, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task<(string Template, string Messages)> CompileAsync(string path)
    {
        Assert.SkipWhen(Compiler is null, "the Bicep compiler is not here: infra/compile fetches it");
        var start = new ProcessStartInfo(Compiler, ["build", InfraFiles.PathOf(path), "--stdout"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var template = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var messages = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (await template, messages);
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("FINETUNE_BICEP");
        var fetched = InfraFiles.PathOf(".tools/bicep/bicep");
        return named is { Length: > 0 } ? named : File.Exists(fetched) ? fetched : null;
    }
}
