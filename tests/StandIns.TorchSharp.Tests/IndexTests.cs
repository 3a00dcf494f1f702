using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>Brackets read and write as in Python.</summary>
public sealed class IndexTests
{
    [Fact]
    public void Entries_of_every_kind_name_a_part()
    {
        using var scope = NewDisposeScope();
        var t = arange(24).view(2, 3, 4);

        AssertIs([12, 13, 14, 15], [4], t[1, 0]);
        AssertIs([3, 7, 11], [3], t[0, TensorIndex.Colon, -1]);
        AssertIs([5, 17], [2], t[TensorIndex.Ellipsis, 1, 1]);
        AssertIs([0, 2, 12, 14], [2, 2], t[TensorIndex.Colon, 0, TensorIndex.Slice(0, 4, 2)]);
        AssertIs([4, 5], [2], t[0, 1, 0..2]);
        AssertIs([6, 7], [1, 2], t[0, TensorIndex.None, 1, 2..]);
        AssertIs([8, 11], [2], t[0, 2, TensorIndex.Tensor(tensor(new long[] { 0, 3 }))]);
        AssertIs([1, 22], [2], t[TensorIndex.Tensor(tensor(new long[] { 0, 1 })), TensorIndex.Tensor(tensor(new long[] { 0, 2 })), TensorIndex.Tensor(tensor(new long[] { 1, 2 }))]);
        AssertIs([20, 21, 22, 23], [4], t[t.gt(19)]);
    }

    [Fact]
    public void Writing_reaches_the_part_only()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 3);

        t[0] = ones(3);
        t[1, 2] = 5f;
        t[TensorIndex.Colon, 0..1] = full(2, 1, 7f);
        t.index_put_(ones(2) * 2, [TensorIndex.Tensor(tensor(new long[] { 1, 1 })), TensorIndex.Tensor(tensor(new long[] { 1, 1 }))], accumulate: true);

        Assert.Equal([7f, 1, 1, 7, 4, 5], t.data<float>().ToArray());
    }

    [Fact]
    public void A_part_is_a_view()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 2);

        t[0].fill_(3);

        Assert.Equal([3f, 3, 0, 0], t.data<float>().ToArray());
    }

    private static void AssertIs(long[] values, long[] shape, Tensor actual)
    {
        Assert.Equal(shape, actual.shape);
        Assert.Equal(values, actual.data<long>().ToArray());
    }
}
