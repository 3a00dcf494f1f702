using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FineTune.Cli.Commands;
using FineTune.Cli.Local;
using FineTune.Training;

namespace FineTune.Cli.Tests.Commands;

/// <summary>Commands that train and measure on this machine, on the sample model and data.</summary>
public sealed class LocalCommandTests
{
    private static string Samples => Checkout.Find().Samples;

    [Fact]
    public void The_range_test_raises_the_rate_and_proposes_where_to_search()
    {
        var (code, output, _) = Run(
            "lr-find", Path.Combine(Samples, "models", "nano"), Path.Combine(Samples, "datasets", "customer-feedback"), "--from", "1e-5", "--to", "0.5", "--steps", "40", "--batch", "8", "--threads", "1", "--device", "cpu");
        Assert.Equal(0, code);
        var lines = output.TrimEnd().Split('\n');
        var rates = lines[..^1].Select(l => double.Parse(l.TrimStart().Split(' ')[0], CultureInfo.InvariantCulture)).ToArray();
        Assert.InRange(rates.Length, 10, 40);
        Assert.Equal(1e-5, rates[0], 1e-7);
        Assert.Equal(rates.Order(), rates);
        var proposal = Regex.Match(lines[^1], "^valley (.+), steepest (.+), highest (.+): search from (.+) to (.+)$");
        Assert.True(proposal.Success, lines[^1]);
        var numbers = proposal.Groups.Values.Skip(1).Select(g => double.Parse(g.Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.InRange(numbers[0], 1e-5, 0.5);
        Assert.True(numbers[3] < numbers[4], lines[^1]);
    }

    [Fact]
    public void A_range_that_does_not_rise_is_told_in_words()
    {
        var (code, _, error) = Run(
            "lr-find", Path.Combine(Samples, "models", "nano"), Path.Combine(Samples, "datasets", "customer-feedback"), "--from", "0.1", "--to", "0.01");
        Assert.NotEqual(0, code);
        Assert.Contains("no range test", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(150, 60, "150 GFLOP/s, 2.5 times float32")]
    [InlineData(0, 60, "no instructions")]
    public void The_doctor_says_whether_bf16_is_there_and_what_it_gains(double half, double single, string expected)
    {
        var findings = new DeviceFindings("a processor", "cpu", 2, 2, single, half, "1.13", "OpenBLAS", "all");
        Assert.Contains(expected, DoctorCommand.HalfPrecision(findings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_probe_measures_bf16_where_the_processor_has_it()
    {
        var flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal)) ?? string.Empty;
        var findings = ComputeDevice.Probe();
        Assert.SkipUnless(findings.Kind == "cpu", "This is about processors.");
        Assert.Equal(flags.Contains("avx512_bf16", StringComparison.Ordinal) || flags.Contains("amx_bf16", StringComparison.Ordinal), findings.Bf16Gigaflops > 0);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "finetune"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
