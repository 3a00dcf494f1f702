using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Xunit;

namespace FineTune.Testing;

/// <summary>A real Azurite with a folder and a port of its own; the blob service only. Other test projects link this file.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private const string AccountName = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("azurite-");
    private Process? _process;
    private Uri? _endpoint;

    /// <summary>The connection string of the storage account.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={Endpoint}{AccountName};";

    /// <summary>A client for the account.</summary>
    public BlobServiceClient Client => new(ConnectionString);

    private Uri Endpoint
    {
        get
        {
            Assert.SkipWhen(_endpoint is null, "Azurite is not installed: run `npm install azurite` in .tools/azurite, or set FINETUNE_AZURITE.");
            return _endpoint!;
        }
    }

    /// <summary>Starts it; where it is not installed, the tests that ask for it are skipped.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Find() is { } command)
        {
            await StartAsync(command, port: 0);
        }
    }

    /// <summary>Kills it; what it stored stays.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Starts it again on the same port and folder.</summary>
    public Task RestartAsync() => StartAsync(Find()!, Endpoint.Port);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary><c>FINETUNE_AZURITE</c>, else the one that the set-up script puts below the repository's root.</summary>
    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FINETUNE_AZURITE") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new FileNotFoundException("FINETUNE_AZURITE names no file.", named);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
            {
                var installed = Path.Combine(folder.FullName, ".tools", "azurite", "node_modules", ".bin", "azurite");
                return File.Exists(installed) ? installed : null;
            }
        }

        return null;
    }

    private async Task StartAsync(string command, int port)
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(BlobOnly(command))
            {
                ArgumentList = { "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", _folder.FullName, "--blobPort", $"{port}" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && Listening().Match(text) is { Success: true } match)
            {
                listening.TrySetResult(new Uri(match.Groups[1].Value));
            }
        };
        process.ErrorDataReceived += (_, _) => { };
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("Azurite ended before it listened."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        _endpoint = await listening.Task.WaitAsync(StartLimit);
    }

    // The same package has a command for the blob service alone, which starts faster.
    private static string BlobOnly(string command)
    {
        var alone = Path.Combine(Path.GetDirectoryName(command)!, "azurite-blob");
        return File.Exists(alone) ? alone : command;
    }

    [GeneratedRegex(@"Blob service.*(?:listening at|listens on) (http://\S+)")]
    private static partial Regex Listening();
}
