using System.Collections.Concurrent;
using System.Net;
using FineTune.Functions.Devices;
using FineTune.Functions.Storage;
using FineTune.Functions.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace FineTune.Functions.Tests.Telemetry;

/// <summary>Sends to a receiver on this machine, chosen as a user would: by the environment.</summary>
[Collection(nameof(TelemetryExportTests))]
public sealed partial class TelemetryExportTests
{
    [Fact]
    public async Task With_the_endpoint_set_spans_metrics_and_logs_arrive_there()
    {
        using var receiver = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/";
        receiver.Prefixes.Add(address);
        receiver.Start();
        var paths = new ConcurrentBag<string>();
        var receiving = ReceiveAsync(receiver, paths);
        Environment.SetEnvironmentVariable(TelemetryRegistration.EndpointVariable, address);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        try
        {
            await using var provider = Services();
            var exports = provider.GetServices<IHostedService>().OfType<TelemetryExport>().ToList();
            var telemetry = provider.GetRequiredService<FineTuneTelemetry>();
            telemetry.StudyOpened("http");
            telemetry.Begin("plan", StudyId.Parse("toys-one"))?.Dispose();
            LogNoted(provider.GetRequiredService<ILogger<TelemetryExportTests>>());
            await Assert.Single(exports).StopAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            Environment.SetEnvironmentVariable(TelemetryRegistration.EndpointVariable, null);
            Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
            receiver.Stop();
        }

        await receiving;
        Assert.Contains("/v1/traces", paths);
        Assert.Contains("/v1/metrics", paths);
        Assert.Contains("/v1/logs", paths);
    }

    [Fact]
    public async Task Without_the_endpoint_nothing_is_registered_that_could_send()
    {
        await using var provider = Services();
        Assert.Empty(provider.GetServices<IHostedService>());
        Assert.Null(provider.GetService<TracerProvider>());
    }

    private static ServiceProvider Services() =>
        new ServiceCollection().AddSingleton(new DeviceSlots(1)).AddSingleton<NvidiaManagement>().AddSingleton(new FineTuneOptions()).AddTelemetry().BuildServiceProvider();

    private static async Task ReceiveAsync(HttpListener receiver, ConcurrentBag<string> paths)
    {
        while (receiver.IsListening)
        {
            try
            {
                var context = await receiver.GetContextAsync();
                paths.Add(context.Request.Url!.AbsolutePath);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "noted")]
    private static partial void LogNoted(ILogger logger);

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
