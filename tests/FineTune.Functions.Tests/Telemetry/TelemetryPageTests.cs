using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using FineTune.Functions.Devices;
using FineTune.Functions.Telemetry;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Tests.Telemetry;

/// <summary>Holds docs/telemetry.md against the instruments and the log events of the code.</summary>
public sealed partial class TelemetryPageTests
{
    [Fact]
    public void Every_metric_is_on_the_page_with_its_unit_and_no_other()
    {
        var made = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == FineTuneTelemetry.Name)
            {
                made.Add($"{instrument.Name} {instrument.Unit}");
            }
        };
        using var telemetry = new FineTuneTelemetry(new DeviceSlots(1), new NvidiaManagement(), new FineTuneOptions());
        listener.Start();
        Assert.NotEmpty(made);
        Assert.Equal(made.Distinct().Order(StringComparer.Ordinal), Rows(MetricRow()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_log_event_is_on_the_page_with_its_level_and_message_and_no_other()
    {
        var made = Events().Select(log => $"{log.EventId} {log.Level} {log.Message}").Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(made);
        Assert.Equal(made, Rows(EventRow()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_span_is_on_the_page_and_no_other()
    {
        var source = Path.Combine(Folder(), "src", "FineTune.Functions");
        var begun = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories).SelectMany(file => BegunSpan().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);
        Assert.Equal(begun.Append("study").Distinct().Order(StringComparer.Ordinal), Rows(SpanRow()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_event_id_means_one_thing() =>
        Assert.Equal(Events().Count(), Events().Select(log => log.EventId).Distinct().Count());

    private static IEnumerable<LoggerMessageAttribute> Events() =>
        typeof(FineTuneTelemetry).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetCustomAttributes<LoggerMessageAttribute>());

    private static IEnumerable<string> Rows(Regex row) => row.Matches(Page()).Select(match => string.Join(' ', match.Groups.Values.Skip(1).Select(group => group.Value)));

    private static string Page() => File.ReadAllText(Path.Combine(Folder(), "docs", "telemetry.md"));

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `(finetune\.[\w.]+)` \| (\S+) \| \w+ \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex("""telemetry\.Begin\("(\w+)",""")]
    private static partial Regex BegunSpan();

    [GeneratedRegex(@"^\| `([a-z]+)` \| .+ \| `finetune\.study`", RegexOptions.Multiline)]
    private static partial Regex SpanRow();

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \| `(.+)` \|$", RegexOptions.Multiline)]
    private static partial Regex EventRow();
}
