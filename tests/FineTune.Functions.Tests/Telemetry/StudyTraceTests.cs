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
        using var plan = OnAHostOfItsOwn(() => first.Begin("plan", StudyId.Parse("toys-one")));
        using var segment = OnAHostOfItsOwn(() => second.Begin("segment", StudyId.Parse("toys-one")));
        using var other = OnAHostOfItsOwn(() => second.Begin("plan", StudyId.Parse("toys-two")));
        Assert.Equal(plan!.TraceId, segment!.TraceId);
        Assert.NotEqual(plan.TraceId, other!.TraceId);
        Assert.Equal("toys-one", segment.GetTagItem("finetune.study"));
    }

    [Fact]
    public void A_step_goes_on_with_the_trace_that_the_engine_hands_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == FineTuneTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var telemetry = new FineTuneTelemetry(new DeviceSlots(1), new NvidiaManagement(), new FineTuneOptions());
        using var activity = new Activity("activity:PlanNext").SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();
        using var plan = telemetry.Begin("plan", StudyId.Parse("toys-one"));

        Assert.Equal((activity.TraceId, activity.SpanId), (plan!.TraceId, plan.ParentSpanId));
    }

    private static Activity? OnAHostOfItsOwn(Func<Activity?> begin)
    {
        Activity.Current = null;
        return begin();
    }
}
