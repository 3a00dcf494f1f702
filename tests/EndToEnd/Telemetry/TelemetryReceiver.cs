using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FineTune.EndToEnd.Telemetry;

/// <summary>Takes whatever is sent to it over HTTP and keeps it.</summary>
internal sealed class TelemetryReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentBag<byte[]> _traces = [];

    public TelemetryReceiver()
    {
        using (var socket = new TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ReceiveAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>The bodies that arrived.</summary>
    public ConcurrentBag<byte[]> Received { get; } = [];

    /// <summary>The spans that arrived.</summary>
    public IReadOnlyList<SentSpan> Spans => [.. _traces.SelectMany(SentSpan.Read)];

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Received.Add(body.ToArray());
                if (context.Request.Url!.AbsolutePath == "/v1/traces")
                {
                    _traces.Add(body.ToArray());
                }

                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
