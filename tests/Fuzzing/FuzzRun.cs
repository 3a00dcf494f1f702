using System.Globalization;

namespace FineTune.Testing.Fuzzing;

/// <summary>
/// Gives a target many inputs that are all derived from its name and their numbers, and says which ones it did not stand: another exception
/// than the refusal it promises, more than <see cref="HangSeconds"/>, or more managed memory than stated.
/// </summary>
/// <remarks><c>FINETUNE_FUZZ_INPUTS</c> sets the number of inputs a target (<c>./finetune test --fuzz N</c>); <c>FINETUNE_FUZZ_LOG</c> gathers the counts.</remarks>
internal static class FuzzRun
{
    /// <summary>The longest that one input may take. Far above what any takes, since the machine may be busy: it tells a hang, not a speed.</summary>
    public const int HangSeconds = 60;

    private const int MostFailures = 8;

    /// <summary>How many inputs a target gets: what the environment says, or its own number.</summary>
    public static int Inputs(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("FINETUNE_FUZZ_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? wanted : usual;

    /// <summary>Runs a target.</summary>
    /// <param name="name">The target's name: the seed.</param>
    /// <param name="usual">Inputs in a usual run.</param>
    /// <param name="mostBytes">The most managed memory that one input may ask for, all of it added up.</param>
    /// <param name="make">Makes an input.</param>
    /// <param name="run">Gives it to the target; returns normally when the target took it or refused it as it promises.</param>
    public static async Task RunAsync(string name, int usual, long mostBytes, Func<Random, byte[]> make, Func<byte[], Task> run)
    {
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        var inputs = Inputs(usual);
        for (var number = 0; number < inputs && failures.Count < MostFailures; number++)
        {
            var input = make(new Random(SeedOf(name, number)));
            if (await FailureAsync(input, mostBytes, run) is { } failure && failures.TryAdd(failure.Kind, ""))
            {
                var file = Path.Combine(Path.GetTempPath(), $"fuzz-{name}-{number}.bin");
                await File.WriteAllBytesAsync(file, input);
                failures[failure.Kind] = $"input {number} ({file}): {failure.Text}";
            }
        }

        Count(name, inputs);
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values));
    }

    /// <summary>Notes how many inputs were tried.</summary>
    public static void Count(string name, int inputs)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {inputs} inputs");
        if (Environment.GetEnvironmentVariable("FINETUNE_FUZZ_LOG") is { Length: > 0 } log)
        {
            File.AppendAllText(log, string.Create(CultureInfo.InvariantCulture, $"{inputs}\t{name}\n"));
        }
    }

    /// <summary>A number for an input that is the same on every machine.</summary>
    public static int SeedOf(string name, int number)
    {
        var hash = 2166136261u;
        foreach (var unit in name)
        {
            hash = (hash ^ unit) * 16777619;
        }

        return (int)((hash ^ (uint)number) * 2654435761);
    }

    private static async Task<(string Kind, string Text)?> FailureAsync(byte[] input, long mostBytes, Func<byte[], Task> run)
    {
        long asked = 0;
        var running = Task.Run(async () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            await run(input);
            asked = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        try
        {
            await running.WaitAsync(TimeSpan.FromSeconds(HangSeconds));
            return asked <= mostBytes ? null : ("memory", $"it asked for {asked} bytes; {mostBytes} are allowed.");
        }
        catch (TimeoutException)
        {
            return ("hang", $"it did not end within {HangSeconds} s.");
        }
        catch (Exception e)
        {
            var frames = (e.StackTrace ?? "").Split('\n').Where(line => line.Contains("FineTune.", StringComparison.Ordinal)).Take(4).ToArray();
            return (e.GetType().Name + frames.FirstOrDefault(), $"{e.GetType().Name}: {e.Message}\n{string.Join('\n', frames)}");
        }
    }
}
