using System.Net;
using System.Net.Sockets;
using FineTune.Cli.Api;

namespace FineTune.Cli.Tests.Api;

/// <summary>The client before an identity provider: it sends what it is given, and says what is missing.</summary>
public sealed class FineTuneClientTests : IDisposable
{
    private readonly HttpListener _app = new();
    private readonly Uri _address;

    public FineTuneClientTests()
    {
        using (var socket = new TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            _address = new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}/");
        }

        _app.Prefixes.Add(_address.AbsoluteUri);
        _app.Start();
    }

    [Fact]
    public async Task Key_and_token_go_along_as_headers()
    {
        using var client = new FineTuneClient(_address, "the-key", "the-token");
        var listing = client.ListStudiesAsync(TestContext.Current.CancellationToken);

        var asked = await _app.GetContextAsync();
        Assert.Equal(("the-key", "Bearer the-token"), (asked.Request.Headers["x-functions-key"], asked.Request.Headers["Authorization"]));
        Assert.Empty(asked.Request.Url!.Query);
        asked.Response.OutputStream.Write("""{"studies":[]}"""u8);
        asked.Response.Close();
        Assert.Empty(await listing);
    }

    [Fact]
    public async Task A_redirection_to_a_login_page_is_not_followed_and_the_token_is_asked_for()
    {
        using var client = new FineTuneClient(_address, "the-key");
        var listing = client.ListStudiesAsync(TestContext.Current.CancellationToken);
        var asked = await _app.GetContextAsync();
        asked.Response.Redirect(new Uri(_address, "/.auth/login/aad").AbsoluteUri);
        asked.Response.Close();

        var refused = await Assert.ThrowsAsync<CommandFailedException>(() => listing);
        Assert.Contains("FINETUNE_TOKEN", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _app.Close();
}
