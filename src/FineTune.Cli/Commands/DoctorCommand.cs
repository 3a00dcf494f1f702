using System.CommandLine;
using System.Globalization;
using FineTune.Cli.Local;
using FineTune.Cli.Packages;
using FineTune.Training;

namespace FineTune.Cli.Commands;

/// <summary><c>finetune doctor</c>: what this machine has, measured, and what to mend.</summary>
public static class DoctorCommand
{
    /// <summary>Below this rate of float32 matrix products the BLAS is the reference one: training would be 20 to 30 times slower.</summary>
    public const double LeastGemmGigaflops = 10;

    /// <summary>Builds the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var packages = new Option<bool>("--packages") { Description = "Says which packages this was built with, and tries whether the real ones restore here." };
        var all = new Option<bool>("--all") { Description = "With --packages: tries those of gigabytes too." };
        var command = new Command("doctor", "Measures this machine and says what to mend.") { packages, all };
        command.SetAction(async (result, cancel) =>
        {
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(packages))
            {
                await PackageReport.WriteAsync(Checkout.Find(), output, result.GetValue(all), RestoreTrial.RunAsync, cancel).ConfigureAwait(false);
                return 0;
            }

            var device = ComputeDevice.Probe();
            await output.WriteLineAsync($"device     {device.Summary}").ConfigureAwait(false);
            await output.WriteLineAsync($"libtorch   {device.LibtorchVersion}, BLAS {device.Blas}").ConfigureAwait(false);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"matrices   {device.GemmGigaflops:0} GFLOP/s (float32)")).ConfigureAwait(false);
            await output.WriteLineAsync($"bf16       {HalfPrecision(device)}").ConfigureAwait(false);

            var app = new LocalApp(Checkout.Find());
            using var client = AppOptions.Client(result);
            var ready = await client.IsReadyAsync(cancel).ConfigureAwait(false);
            await output.WriteLineAsync($"app        {(ready ? "ready" : "not running; `finetune up` starts it")} ({client.Address})").ConfigureAwait(false);
            await output.WriteLineAsync($"logs       {app.AppLog}").ConfigureAwait(false);
            if (device.GemmGigaflops >= LeastGemmGigaflops)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync("finetune: matrix products are 20 to 30 times slower than they need to be: apt install libopenblas0-openmp").ConfigureAwait(false);
            return CommandFailedException.Failure;
        });
        return command;
    }

    /// <summary>What the probe found of bf16: whether a study can set <c>precision</c>, and what it gains.</summary>
    /// <param name="device">The probe.</param>
    /// <returns>One line.</returns>
    public static string HalfPrecision(DeviceFindings device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Bf16Gigaflops > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{device.Bf16Gigaflops:0} GFLOP/s, {device.Bf16Gigaflops / device.GemmGigaflops:0.0} times float32: `precision` may be \"bf16\"")
            : "no instructions for it: `precision` stays \"float32\"";
    }
}
