using System.Diagnostics;
using System.Globalization;
using Microsoft.DurableTask.Engine;

namespace StandIns.DurableTask.Tests;

/// <summary>A host in a process of its own: this test program again, with an engine on a given file.</summary>
internal sealed class WorkerProcess : IDisposable
{
    public const string Word = "--durable-worker";

    /// <summary>How many activities the orchestration Rounds runs side by side, and how often.</summary>
    public const int Width = 5;
    public const int Rounds = 8;

    /// <summary>Not Console.In, which blocks a thread for each that waits.</summary>
    private static readonly Lazy<StreamReader> Input = new(() => new StreamReader(Console.OpenStandardInput()));
    private static readonly SemaphoreSlim OneReads = new(1);

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>Starts a host that runs the activities of <see cref="Register"/> and says so in its output.</summary>
    public static WorkerProcess Start(string databasePath)
    {
        var start = new ProcessStartInfo(Program()) { RedirectStandardInput = true, RedirectStandardOutput = true, ArgumentList = { Word, databasePath } };
        return new(Process.Start(start)!);
    }

    /// <summary>The next line that the host says.</summary>
    public Task<string?> HearAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Lets one of the activities that have told end; they wait for it, so that a host is never ahead of who listens.</summary>
    public Task AllowAsync() => _process.StandardInput.WriteLineAsync("go on");

    /// <summary>Lets all activities end as they come.</summary>
    public void AllowAll() => _process.StandardInput.Close();

    /// <summary>SIGKILL: no handler runs, nothing is released.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What both processes know: an orchestration of three activities, the second of which hangs in a worker process.</summary>
    public static DurableEngine Register(DurableEngine engine, bool hangs)
    {
        engine.Orchestrator("Steps", async context =>
        {
            var done = new List<string>();
            for (var step = 1; step <= 3; step++)
            {
                done.Add(await context.CallActivityAsync<string>("Step", step));
            }

            return string.Join(',', done);
        });
        engine.RegisterActivity("Step", async (call, cancellation) =>
        {
            var step = call.GetInput<int>();
            if (hangs)
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"step {step}"));
                await Task.Delay(step == 2 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellation);
            }

            return string.Create(CultureInfo.InvariantCulture, $"{step}:{(hangs ? "there" : "here")}:{call.DeliveryCount}");
        });
        return RegisterRounds(engine);
    }

    /// <summary>Waits for a line of input, or its end.</summary>
    private static async Task AllowedAsync(CancellationToken cancellation)
    {
        await OneReads.WaitAsync(cancellation);
        try
        {
            await Input.Value.ReadLineAsync(cancellation);
        }
        finally
        {
            OneReads.Release();
        }
    }

    /// <summary>This test program, whichever host runs the tests.</summary>
    private static string Program() =>
        Path.ChangeExtension(typeof(WorkerProcess).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);

    private static DurableEngine RegisterRounds(DurableEngine engine)
    {
        engine.Orchestrator("Rounds", async context =>
        {
            var deliveries = new List<int>();
            for (var round = 0; round < Rounds; round++)
            {
                deliveries.AddRange(await Task.WhenAll(Enumerable.Range(0, Width).Select(_ => context.CallActivityAsync<int>("Tell"))));
            }

            return deliveries;
        });
        engine.RegisterActivity("Tell", async (call, cancellation) =>
        {
            await Console.Out.WriteLineAsync("told");
            await AllowedAsync(cancellation);
            return call.DeliveryCount;
        });
        return engine;
    }

    /// <summary>The host's main: works until it is killed.</summary>
    public static async Task<int> WorkAsync(string databasePath)
    {
        await using var engine = Register(new DurableEngine(new() { DatabasePath = databasePath, HubName = "Tests" }), hangs: true);
        await engine.StartAsync(CancellationToken.None);
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;
    }
}
