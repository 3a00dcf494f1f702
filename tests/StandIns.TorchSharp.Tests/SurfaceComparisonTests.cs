using StandIns.Surface;
using TorchSharp;

namespace StandIns.TorchSharp.Tests;

/// <summary>The comparison itself sees what it should.</summary>
public sealed class SurfaceComparisonTests
{
    [Theory]
    [InlineData(typeof(torch.Tensor), "TorchSharp.torch.Tensor")]
    [InlineData(typeof(Dictionary<string, int[]>.Enumerator), "System.Collections.Generic.Dictionary{System.String,System.Int32[]}.Enumerator")]
    [InlineData(typeof(float[,]), "System.Single[0:,0:]")]
    [InlineData(typeof(List<>), "System.Collections.Generic.List`1")]
    [InlineData(typeof((int, long?)), "System.ValueTuple{System.Int32,System.Nullable{System.Int64}}")]
    public void A_type_reads_as_in_documentation_comments(Type type, string id) => Assert.Equal(id, DocumentationIds.Reference(type));

    [Fact]
    public void Against_an_empty_list_every_member_differs()
    {
        var lines = PublicSurface.Of(typeof(torch).Assembly);

        var differences = SurfaceComparison.Differences(typeof(torch).Assembly, [], new Dictionary<string, string>());

        Assert.Equal(lines.Count, differences.Count);
        Assert.True(lines.Count > 1000);
    }

    [Fact]
    public void Names_and_defaults_of_parameters_are_part_of_a_member()
    {
        var lines = PublicSurface.Of(typeof(torch).Assembly);

        Assert.Contains("M:TorchSharp.torch.Tensor.softmax(System.Int64,System.Nullable{TorchSharp.torch.ScalarType}) -> TorchSharp.torch.Tensor  | dim, dtype=null", lines);
        Assert.Contains("M:TorchSharp.torch.nn.init.xavier_normal_(TorchSharp.torch.Tensor,System.Double) -> TorchSharp.torch.Tensor  static  | tensor, gain=1", lines);
    }
}
