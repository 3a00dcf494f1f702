using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;

namespace StandIns.FunctionsWorker.Tests.Blobs;

public sealed class BlobPathPatternTests
{
    [Theory]
    [InlineData("c12/{name}", "a/b.csv", "name=a/b.csv")]
    [InlineData("c12/{name}/{file}", "a/b/c.csv", "name=a/b,file=c.csv")]
    [InlineData("c12/{name}.{ext}", "a.b.txt", "name=a.b,ext=txt")]
    [InlineData("c12/in/{name}", "out/x", null)]
    [InlineData("c12/{{{name}}}", "{x}", "name=x")]
    [InlineData("c12/plain.txt", "plain.txt", "")]
    public void A_name_matches_as_on_the_real_host(string path, string blob, string? expected)
    {
        var tokens = BlobPathPattern.Parse(path, "F").Match(blob);

        Assert.Equal(expected, tokens is null ? null : string.Join(',', tokens.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("ab/{name}")]
    [InlineData("Upper/{name}")]
    [InlineData("{container}/x")]
    [InlineData("good/{name")]
    [InlineData("good/name}")]
    [InlineData("good/{na me}")]
    [InlineData("good/{x}/{x}")]
    public void A_bad_path_is_named_with_its_function(string path)
    {
        var error = Assert.Throws<HostConfigurationException>(() => BlobPathPattern.Parse(path, "F"));

        Assert.Contains("\"F\"", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }
}
