using System.Diagnostics;
using System.Diagnostics.Metrics;
using FineTune.Functions.Costs;
using FineTune.Functions.Devices;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Training;

namespace FineTune.Functions.Telemetry;

/// <summary>The product's spans and metrics. Nothing leaves the host unless somebody listens; docs/telemetry.md lists every one.</summary>
public sealed class FineTuneTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "FineTune.Functions";

    private readonly ActivitySource _spans = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly CostRates _rates;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _concluded;
    private readonly Counter<long> _segments;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _samples;
    private readonly Counter<double> _deviceTime;
    private readonly Counter<double> _cost;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _throughput;

    /// <summary>Makes the instruments.</summary>
    /// <param name="slots">The device that the gauges show.</param>
    /// <param name="gpus">The GPUs that the gauges show.</param>
    /// <param name="options">The rates that the cost is counted by.</param>
    public FineTuneTelemetry(DeviceSlots slots, NvidiaManagement gpus, FineTuneOptions options)
    {
        _rates = options.Costs;
        _opened = _meter.CreateCounter<long>("finetune.studies.opened", "{study}", "Studies opened, by source (upload, http).");
        _concluded = _meter.CreateCounter<long>("finetune.studies.concluded", "{study}", "Studies concluded, by status (completed, stopped, failed).");
        _segments = _meter.CreateCounter<long>("finetune.segments", "{segment}", "Segments ended, by outcome (reached, early_stopped, diverged, failed, preempted, reused).");
        _duration = _meter.CreateHistogram<double>("finetune.segment.duration", "s", "Seconds that the trainer ran in one segment, by outcome.");
        _throughput = _meter.CreateHistogram<double>("finetune.segment.throughput", "{sample}/s", "Samples a second that a segment trained, evaluation included.");
        _failures = _meter.CreateCounter<long>("finetune.segment.failures", "{failure}", "Segments that failed, by kind (diverged, untrainable, host_lost).");
        _steps = _meter.CreateCounter<long>("finetune.training.steps", "{step}", "Optimizer steps taken.");
        _samples = _meter.CreateCounter<long>("finetune.training.samples", "{sample}", "Samples trained on, repeats included.");
        _deviceTime = _meter.CreateCounter<double>("finetune.device.time", "s", "Device seconds spent on segments.");
        _cost = _meter.CreateCounter<double>("finetune.cost", "{currency}", "Device time times the setting FineTune__Costs__DeviceHour.");
        _meter.CreateObservableGauge("finetune.device.utilization", () => slots.Utilization, "1", "Training threads in use, of those that the host has.");
        _meter.CreateObservableGauge("finetune.device.queue", () => slots.Waiting, "{segment}", "Segments that wait for the device.");
        _meter.CreateObservableGauge("finetune.gpu.utilization", () => Measure(gpus, gpu => gpu.Utilization), "1", "Part of the time in which a GPU computed, by gpu.");
        _meter.CreateObservableGauge("finetune.gpu.memory", () => Measure(gpus, gpu => gpu.UsedBytes), "By", "Memory of a GPU in use, by gpu.");
        _meter.CreateObservableGauge("finetune.gpu.memory.limit", () => Measure(gpus, gpu => gpu.TotalBytes), "By", "Memory that a GPU has, by gpu.");
        _meter.CreateObservableGauge("finetune.host.memory", () => Environment.WorkingSet, "By", "Resident memory of the host's process.");
    }

    /// <summary>Begins a span of a study: <c>open</c>, <c>prepare</c>, <c>plan</c>, <c>segment</c>, <c>finalist</c>, <c>conclude</c>. Null when nobody listens.</summary>
    /// <remarks>
    /// A study is one trace, whichever hosts its activities run on: the context of whoever opened it travels through the orchestration. Where
    /// there is none (an upload, an instance of an older version) the trace follows from the study's id: <see cref="StudyTrace"/>.
    /// </remarks>
    public Activity? Begin(string step, StudyId study) => _spans.StartActivity(
        ActivityKind.Internal, Activity.Current?.Context ?? StudyTrace.Of(study.Value), [new("finetune.study", study.Value)], name: step);

    /// <summary>Counts a study that was opened.</summary>
    public void StudyOpened(string source) => _opened.Add(1, new KeyValuePair<string, object?>("source", source));

    /// <summary>Counts a study that came to its end, and writes the span that is as long as the study, in the trace of the request that opened it.</summary>
    /// <param name="ticket">What the study was opened with.</param>
    /// <param name="status"><c>completed</c>, <c>stopped</c> or <c>failed</c>.</param>
    public void StudyConcluded(StudyTicket ticket, string status)
    {
        _concluded.Add(1, new KeyValuePair<string, object?>("status", status));
        var parent = ActivityContext.TryParse(ticket.TraceParent, null, out var opened) ? opened : StudyTrace.Of(ticket.Id);
        KeyValuePair<string, object?>[] tags = [new("finetune.study", ticket.Id), new("finetune.dataset", ticket.Dataset), new("finetune.status", status)];
        using var span = _spans.StartActivity(ActivityKind.Internal, parent, tags, startTime: ticket.OpenedAt, name: "study");
        if (status == "failed")
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Counts a segment that was taken over from an equal one.</summary>
    public void SegmentReused() => _segments.Add(1, new KeyValuePair<string, object?>("outcome", "reused"));

    /// <summary>Counts a segment given up because its hosts died in it.</summary>
    public void SegmentLost()
    {
        _segments.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
        _failures.Add(1, new KeyValuePair<string, object?>("kind", "host_lost"));
    }

    /// <summary>Counts what a run of the trainer came to, and closes its span.</summary>
    /// <param name="job">The attempt.</param>
    /// <param name="run">What it gave.</param>
    /// <param name="span">Its span.</param>
    public void SegmentEnded(SegmentJob job, SegmentRun run, Activity? span)
    {
        var result = run.Result;
        var outcome = result is null ? "failed" : Outcome(result.Status);
        span?.SetTag("finetune.trial", job.Segment.Trial).SetTag("finetune.rung", job.Segment.Rung)
            .SetTag("finetune.attempt", job.Attempt).SetTag("finetune.outcome", outcome);
        Count(outcome, run.Seconds);
        CountTraining(job, result);
        if (outcome is "failed" or "diverged")
        {
            _failures.Add(1, new KeyValuePair<string, object?>("kind", outcome == "failed" ? "untrainable" : outcome));
            span?.SetStatus(ActivityStatusCode.Error, run.Failure ?? result?.Reason);
        }
    }

    /// <summary>Counts the device time of a finalist's training with a further seed.</summary>
    public void FinalistEnded(double seconds)
    {
        _deviceTime.Add(seconds);
        _cost.Add(StudyCost.Of(_rates, seconds, 0, 0).Device);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _spans.Dispose();
        _meter.Dispose();
    }

    private static IEnumerable<Measurement<T>> Measure<T>(NvidiaManagement gpus, Func<GpuReading, T> value)
        where T : struct => gpus.Read().Select(gpu => new Measurement<T>(value(gpu), new KeyValuePair<string, object?>("gpu", gpu.Index)));

    private static string Outcome(SegmentStatus status) => status switch
    {
        SegmentStatus.EarlyStopped => "early_stopped",
        SegmentStatus.Diverged => "diverged",
        SegmentStatus.Preempted => "preempted",
        _ => "reached",
    };

    private void Count(string outcome, double seconds)
    {
        var tag = new KeyValuePair<string, object?>("outcome", outcome);
        _segments.Add(1, tag);
        _duration.Record(seconds, tag);
        _deviceTime.Add(seconds);
        _cost.Add(StudyCost.Of(_rates, seconds, 0, 0).Device);
    }

    /// <summary>Steps and samples, where it is known how far the trial was before: not after a preempted attempt at the same segment.</summary>
    private void CountTraining(SegmentJob job, SegmentResult? result)
    {
        var epochs = (result?.Epoch ?? 0) - (job.Parent?.Epoch ?? 0);
        if (result is null || epochs <= 0 || job.Fence.Record.ResumeFrom is not null)
        {
            return;
        }

        var samples = epochs * job.Plan.Rows.Train;
        _samples.Add((long)Math.Round(samples));
        _steps.Add((long)Math.Round(result.Step * epochs / result.Epoch));
        if (result.Seconds > 0)
        {
            _throughput.Record(samples / result.Seconds);
        }
    }
}
