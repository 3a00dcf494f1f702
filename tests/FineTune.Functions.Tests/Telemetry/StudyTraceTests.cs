using System.Diagnostics;
using FineTune.Functions.Devices;
using FineTune.Functions.Storage;
using FineTune.Functions.Telemetry;

namespace FineTune.Functions.Tests.Telemetry;

public sealed class StudyTraceTests
{
    [Fact]
    public void Steps_of_one_study_on_two_hosts_are_one_trace_and_of_another_study_another()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == FineTuneTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var first = new FineTuneTelemetry(new DeviceSlots(1), new NvidiaManagement(), new FineTuneOptions());
        using var second = new FineTuneTelemetry(new DeviceSlots(1), new NvidiaManagement(), new FineTuneOptions());
        using var plan = first.Begin("plan", StudyId.Parse("toys-one"));
        using var segment = second.Begin("segment", StudyId.Parse("toys-one"));
        using var other = second.Begin("plan", StudyId.Parse("toys-two"));
        Assert.Equal(plan!.TraceId, segment!.TraceId);
        Assert.NotEqual(plan.TraceId, other!.TraceId);
        Assert.Equal("toys-one", segment.GetTagItem("finetune.study"));
    }
}
