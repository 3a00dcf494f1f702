using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>libtorch's failures reach the caller with their words.</summary>
public sealed class ExceptionTests
{
    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();

        var failure = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(4, 5)));

        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", failure.Message.Split('\n')[0]);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_kind_of_call_throws(string words, Action call)
    {
        using var scope = NewDisposeScope();
        Assert.Contains(words, Assert.Throws<ExternalException>(call).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, Action> Failures => new()
    {
        { "out of range", () => ones(3)[5].Dispose() },
        { "out of range", () => ones(3).sum(2) },
        { "size", () => cat([ones(2, 3), ones(3, 2)], 0) },
        { "does not require grad", () => ones(1).backward() },
        { "scalar outputs", () => (ones(3).requires_grad_() * 2).backward() },
        { "leaf", () => (ones(3).requires_grad_() * 2).requires_grad = false },
        { "shape", () => ones(6).view(4, 2) },
        { "in-place", () => ones(3).requires_grad_().add_(1) },
        { "bytes", () => tensor(new float[3], [2, 2]) },
        { "index", () => ones(3).index_select(0, tensor(new long[] { 7 })) },
        { "normalized_shape", () => nn.functional.layer_norm(ones(2, 3), [4]) },
        { "dropout probability", () => nn.functional.dropout(ones(2), 1.5) },
        { "number of dimensions", () => nn.functional.scaled_dot_product_attention(ones(2, 3), ones(1, 2, 3), ones(2, 3)) },
    };

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        var gone = ones(2);
        gone.Dispose();

        Assert.True(gone.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => gone + 1);
        Assert.Throws<ObjectDisposedException>(() => gone.Handle);
        gone.Dispose();
    }

    [Fact]
    public void The_wrong_type_of_number_is_refused()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => ones(2).data<double>());
        Assert.Throws<ArgumentException>(() => tensor(1L).item<float>());
        Assert.Throws<ExternalException>(() => ones(2).item<float>());
    }
}
