using System.Net;
using System.Net.Sockets;
using FineTune.Cli.Local;

namespace FineTune.Cli.Tests.Local;

public sealed class LocalPortsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("finetune-ports-").FullName;

    [Fact]
    public void Ports_once_chosen_are_kept()
    {
        var file = Path.Combine(_folder, "state", "ports");
        var first = LocalPorts.ReadOrChoose(file);
        Assert.Equal(first, LocalPorts.ReadOrChoose(file));
        Assert.Equal(4, new HashSet<int> { first.App, first.Blob, first.Queue, first.Table }.Count);
    }

    [Fact]
    public void A_port_in_use_is_not_chosen()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var chosen = LocalPorts.ReadOrChoose(Path.Combine(_folder, "ports"));
        Assert.DoesNotContain(((IPEndPoint)listener.LocalEndpoint).Port, new[] { chosen.App, chosen.Blob, chosen.Queue, chosen.Table });
    }

    [Fact]
    public void The_connection_string_names_the_chosen_blob_port() =>
        Assert.Contains("BlobEndpoint=http://127.0.0.1:4711/devstoreaccount1;", new LocalPorts(1, 4711, 2, 3).StorageConnectionString, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
