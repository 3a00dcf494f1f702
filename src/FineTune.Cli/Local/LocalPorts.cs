using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FineTune.Cli.Local;

/// <summary>The ports of the local app and its storage; chosen once and kept, so that studies find their storage again.</summary>
/// <param name="App">The app's port.</param>
/// <param name="Blob">Azurite's blob port.</param>
/// <param name="Queue">Azurite's queue port.</param>
/// <param name="Table">Azurite's table port.</param>
public sealed record LocalPorts(int App, int Blob, int Queue, int Table)
{
    private static readonly LocalPorts Usual = new(7071, 10000, 10001, 10002);

    /// <summary>Azurite's published development account, as a connection string.</summary>
    public string StorageConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:{Blob}/devstoreaccount1;QueueEndpoint=http://127.0.0.1:{Queue}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{Table}/devstoreaccount1;");

    /// <summary>The app's address.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{App}"));

    /// <summary>Reads the ports kept in a file, or chooses them: the usual ones where they are free, else any.</summary>
    /// <param name="file">The file that keeps them.</param>
    /// <returns>The ports.</returns>
    public static LocalPorts ReadOrChoose(string file)
    {
        if (File.Exists(file))
        {
            var kept = File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (kept.Length == 4 && kept.All(word => int.TryParse(word, CultureInfo.InvariantCulture, out _)))
            {
                var numbers = kept.Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
                return new LocalPorts(numbers[0], numbers[1], numbers[2], numbers[3]);
            }
        }

        var taken = new HashSet<int>();
        var ports = new LocalPorts(Choose(Usual.App, taken), Choose(Usual.Blob, taken), Choose(Usual.Queue, taken), Choose(Usual.Table, taken));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"{ports.App} {ports.Blob} {ports.Queue} {ports.Table}"));
        return ports;
    }

    private static int Choose(int usual, HashSet<int> taken)
    {
        foreach (var candidate in new[] { usual, 0, 0, 0, 0 })
        {
            using var listener = new TcpListener(IPAddress.Loopback, candidate);
            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                continue;
            }

            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (taken.Add(port))
            {
                return port;
            }
        }

        throw new CommandFailedException("no free port on 127.0.0.1", CommandFailedException.Failure);
    }
}
