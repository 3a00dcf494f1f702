using Microsoft.DurableTask;
using StandIns.Surface;

namespace StandIns.DurableTask.Tests;

/// <summary>The stand-in offers nothing that the real packages do not.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Lists =
        ["Microsoft.DurableTask.Abstractions.txt", "Microsoft.DurableTask.Client.txt", "Microsoft.DurableTask.Worker.txt"];

    /// <summary>Members that the real packages lack, each with the reason why it is here.</summary>
    private static readonly Dictionary<string, string> Allowed = [];

    [Fact]
    public void Every_public_member_is_one_of_the_real_packages()
    {
        var files = Lists.Select(SurfaceComparison.Find).OfType<string>().ToArray();
        Assert.SkipUnless(files.Length == Lists.Length, "the lists of the real packages' members (../shared/reference/api, or FINETUNE_SHARED) are not here");

        Assert.Empty(SurfaceComparison.Differences(typeof(TaskOrchestrationContext).Assembly, files, Allowed));
    }
}
