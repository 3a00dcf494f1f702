using StandIns.Surface;
using TorchSharp;

namespace StandIns.TorchSharp.Tests;

/// <summary>The stand-in offers nothing that the real package does not.</summary>
public sealed class SurfaceTests
{
    private static readonly Dictionary<string, string> Allowed = [];

    [Fact]
    public void Every_public_member_exists_in_the_real_package()
    {
        var list = SurfaceComparison.Find("TorchSharp.txt");
        if (list is null)
        {
            Assert.Skip("The list of the real package's members is not on this machine (FINETUNE_SHARED).");
        }

        var wider = SurfaceComparison.Differences(typeof(torch).Assembly, [list], Allowed);

        Assert.True(wider.Count == 0, $"{wider.Count} members are not in the real package:\n" + string.Join('\n', wider));
    }
}
