using Microsoft.Azure.Functions.Worker;
using StandIns.Surface;

namespace StandIns.FunctionsWorker.Tests;

/// <summary>The stand-in offers nothing that the real packages do not.</summary>
public sealed class SurfaceTests
{
    private const string Timer = "Part of Microsoft.Azure.Functions.Worker.Extensions.Timer, for which there is no list.";

    private static readonly string[] Lists =
    [
        "Microsoft.Azure.Functions.Worker.txt",
        "Microsoft.Azure.Functions.Worker.Core.txt",
        "Microsoft.Azure.Functions.Worker.Extensions.Abstractions.txt",
        "Microsoft.Azure.Functions.Worker.Extensions.DurableTask.txt",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.txt",
        "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore.txt",
        "Microsoft.Azure.Functions.Worker.Extensions.Storage.Blobs.txt",
    ];

    /// <summary>Members that the lists lack, each with the reason why it is here.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["T:Microsoft.Azure.Functions.Worker.TimerTriggerAttribute"] = Timer,
        ["M:Microsoft.Azure.Functions.Worker.TimerTriggerAttribute.#ctor(System.String)"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.TimerTriggerAttribute.Schedule -> System.String"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.TimerTriggerAttribute.UseMonitor -> System.Boolean"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.TimerTriggerAttribute.RunOnStartup -> System.Boolean"] = Timer,
        ["T:Microsoft.Azure.Functions.Worker.TimerInfo"] = Timer,
        ["M:Microsoft.Azure.Functions.Worker.TimerInfo.#ctor"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.TimerInfo.ScheduleStatus -> Microsoft.Azure.Functions.Worker.ScheduleStatus"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.TimerInfo.IsPastDue -> System.Boolean"] = Timer,
        ["T:Microsoft.Azure.Functions.Worker.ScheduleStatus"] = Timer,
        ["M:Microsoft.Azure.Functions.Worker.ScheduleStatus.#ctor"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.ScheduleStatus.Last -> System.DateTime"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.ScheduleStatus.Next -> System.DateTime"] = Timer,
        ["P:Microsoft.Azure.Functions.Worker.ScheduleStatus.LastUpdated -> System.DateTime"] = Timer,
    };

    [Fact]
    public void Every_public_member_is_one_of_the_real_packages()
    {
        var files = Lists.Select(SurfaceComparison.Find).OfType<string>().ToArray();
        Assert.SkipUnless(files.Length == Lists.Length, "the lists of the real packages' members (../shared/reference/api, or FINETUNE_SHARED) are not here");

        Assert.Empty(SurfaceComparison.Differences(typeof(FunctionAttribute).Assembly, files, Allowed));
    }
}
