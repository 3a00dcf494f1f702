using System.Diagnostics;
using System.Globalization;
using FineTune.Cli.Api;

namespace FineTune.Cli.Local;

/// <summary>The app and its storage emulator on this machine, as two background processes.</summary>
public sealed class LocalApp
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly Checkout _checkout;
    private readonly BackgroundProcess _azurite;
    private readonly BackgroundProcess _app;

    /// <summary>Describes the local app of a checkout; starts nothing.</summary>
    /// <param name="checkout">The checkout.</param>
    public LocalApp(Checkout checkout)
    {
        _checkout = checkout;
        _azurite = new BackgroundProcess("Azurite", InState("azurite.pid"), InState("azurite.log"));
        _app = new BackgroundProcess("the app", InState("app.pid"), InState("app.log"));
        Ports = new Lazy<LocalPorts>(() => LocalPorts.ReadOrChoose(InState("ports")));
    }

    /// <summary>The ports in use.</summary>
    public Lazy<LocalPorts> Ports { get; }

    /// <summary>The app's address.</summary>
    public Uri Address => Ports.Value.Address;

    /// <summary>Where the app's log lies.</summary>
    public string AppLog => _app.LogFile;

    /// <summary>Starts what does not run and waits until the app is ready.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>True where something had to be started.</returns>
    /// <exception cref="CommandFailedException">The app did not become ready; the message ends with the end of its log.</exception>
    public async Task<bool> UpAsync(CancellationToken cancel)
    {
        var started = false;
        if (!_azurite.IsRunning)
        {
            StartAzurite();
            started = true;
        }

        if (!_app.IsRunning)
        {
            StartApp();
            started = true;
        }

        using var client = new FineTuneClient(Address);
        var clock = Stopwatch.StartNew();
        while (!await client.IsReadyAsync(cancel).ConfigureAwait(false))
        {
            foreach (var process in new[] { _azurite, _app }.Where(process => !process.IsRunning))
            {
                throw new CommandFailedException($"{process.Name} ended while starting; {process.LogFile} ends with:{Environment.NewLine}{process.Tail()}", CommandFailedException.Failure);
            }

            if (clock.Elapsed > StartLimit)
            {
                throw new CommandFailedException($"the app is not ready after {StartLimit.TotalSeconds:0} s; {_app.LogFile} ends with:{Environment.NewLine}{_app.Tail()}", CommandFailedException.Failure);
            }

            await Task.Delay(PollInterval, cancel).ConfigureAwait(false);
        }

        return started;
    }

    /// <summary>Stops the app, which writes its checkpoints first, and then the storage. Studies go on at the next start.</summary>
    /// <returns>The names of what was stopped.</returns>
    public IReadOnlyList<string> Down() =>
        new[] { _app, _azurite }.Where(process => process.Stop()).Select(process => process.Name).ToList();

    private string InState(string file) => Path.Combine(_checkout.State, file);

    private void StartAzurite()
    {
        var named = Environment.GetEnvironmentVariable("FINETUNE_AZURITE");
        var program = string.IsNullOrEmpty(named)
            ? Path.Combine(_checkout.Root, ".tools", "azurite", "node_modules", ".bin", "azurite")
            : named;
        _azurite.Start(
            program,
            [
                "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", InState("storage"),
                "--blobPort", Text(Ports.Value.Blob), "--queuePort", Text(Ports.Value.Queue), "--tablePort", Text(Ports.Value.Table),
            ],
            _checkout.Root,
            new Dictionary<string, string>());
    }

    private void StartApp() => _app.Start(
        _checkout.App,
        ["--port", Text(Ports.Value.App)],
        _checkout.Root,
        new Dictionary<string, string>
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["AzureWebJobsStorage"] = Ports.Value.StorageConnectionString,
            ["DURABLE_TASK_SQLITE_CONNECTION_STRING"] = $"Data Source={InState("durable.db")}",
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            // Uploads are found by looking at the container; the function for Event Grid would look a second time.
            ["AzureWebJobs_OpenStudyOnUploadEvent_Disabled"] = "true",
            // Set before libgomp loads: idle OpenMP threads must sleep, not spin.
            ["OMP_WAIT_POLICY"] = "PASSIVE",
        });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
