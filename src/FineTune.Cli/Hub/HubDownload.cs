using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace FineTune.Cli.Hub;

/// <summary>Downloads a file's content into the cache: goes on where an earlier download ended, and checks the hash.</summary>
internal sealed class HubDownload(HubClient client, HubTransport transport, HubCache cache)
{
    private const int MaxTries = 5;

    /// <summary>Downloads a content that is not there yet.</summary>
    /// <param name="commit">The commit to take it from.</param>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told the bytes that are there.</param>
    /// <param name="cancel">Stops the download; what is there stays for the next time.</param>
    /// <returns>When the content is complete.</returns>
    /// <exception cref="CommandFailedException">The hub refuses, the connection keeps breaking, or the content is not what the hub announced.</exception>
    public async Task FetchAsync(string commit, HubFile file, Action<long> progress, CancellationToken cancel)
    {
        var part = cache.PartOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        for (var tries = 1; ; tries++)
        {
            var before = LengthOf(part);
            try
            {
                await AppendAsync(commit, file, part, progress, cancel).ConfigureAwait(false);
                break;
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or IOException { InnerException: SocketException })
            {
                // A connection that breaks now and then but brings something is not counted.
                tries = LengthOf(part) > before ? 1 : tries;
                if (tries >= MaxTries)
                {
                    throw new CommandFailedException($"the connection for {file.Name} broke {MaxTries} times ({e.Message}); run the same command again to go on at {LengthOf(part):N0} bytes", CommandFailedException.Failure);
                }

                await transport.PauseAsync(tries, cancel).ConfigureAwait(false);
            }
        }

        await CheckAsync(file, part, cancel).ConfigureAwait(false);
        File.Move(part, cache.BlobOf(file), overwrite: true);
    }

    private async Task AppendAsync(string commit, HubFile file, string part, Action<long> progress, CancellationToken cancel)
    {
        var target = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1 << 17, useAsync: true);
        await using (target.ConfigureAwait(false))
        {
            if (target.Length > file.Size)
            {
                target.SetLength(0);
            }

            progress(target.Length);
            if (target.Length == file.Size)
            {
                return;
            }

            using var answer = await client.OpenAsync(commit, file.Name, target.Length, cancel).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.PartialContent || answer.Content.Headers.ContentRange?.From != target.Length)
            {
                // A server without ranges begins anew.
                target.SetLength(0);
            }

            if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                throw new HttpRequestException("the hub has no such range");
            }

            target.Seek(0, SeekOrigin.End);
            var source = await answer.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            await using (source.ConfigureAwait(false))
            {
                var buffer = new byte[1 << 17];
                int count;
                while ((count = await source.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
                {
                    await target.WriteAsync(buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
                    progress(target.Position);
                }
            }

            if (target.Length < file.Size)
            {
                throw new HttpRequestException("it ended early");
            }
        }
    }

    private static async Task CheckAsync(HubFile file, string part, CancellationToken cancel)
    {
        var content = File.OpenRead(part);
        string hash;
        await using (content.ConfigureAwait(false))
        {
            hash = await HashAsync(content, file.Hash.Length == 64, cancel).ConfigureAwait(false);
        }

        if (hash != file.Hash || LengthOf(part) != file.Size)
        {
            File.Delete(part);
            throw new CommandFailedException($"{file.Name} was damaged on the way: its hash is {hash}, the hub announced {file.Hash}; run the same command again", CommandFailedException.Failure);
        }
    }

#pragma warning disable CA5350 // SHA-1 is how git names small files; what it must withstand here is damage.
    /// <summary>SHA-256, or git's SHA-1 of a blob: over "blob", the length and the content.</summary>
    private static async Task<string> HashAsync(FileStream content, bool isLarge, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(isLarge ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(isLarge ? [] : Encoding.ASCII.GetBytes(FormattableString.Invariant($"blob {content.Length}\0")));
        var buffer = new byte[1 << 20];
        int count;
        while ((count = await content.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
#pragma warning restore CA5350

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
