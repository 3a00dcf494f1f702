using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>Gradients against finite differences in double precision.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-6;
    private const double Tolerance = 1e-6;

    public static TheoryData<string, Func<Tensor, Tensor>> Functions => new()
    {
        { "linear", x => nn.functional.linear(x, Fixed(3, 4), Fixed(3)) },
        { "layer_norm", x => nn.functional.layer_norm(x, [4], Fixed(4), Fixed(4), 1e-5) },
        { "gelu by erf", x => nn.functional.gelu(x) },
        { "gelu by tanh", x => nn.functional.gelu(x, global::TorchSharp.Modules.GELU.Approximate.tanh) },
        { "softmax", x => x.softmax(-1).pow(2) },
        { "log_softmax", x => nn.functional.log_softmax(x, -1) },
        { "cross_entropy", x => nn.functional.cross_entropy(x, tensor(new long[] { 1, 3, -100 }), label_smoothing: 0.1) },
        { "cross_entropy with weights", x => nn.functional.cross_entropy(x, tensor(new long[] { 1, 3, 0 }), weight: Fixed(4).abs(), reduction: nn.Reduction.Sum) },
        { "binary_cross_entropy_with_logits", x => nn.functional.binary_cross_entropy_with_logits(x, Fixed(3, 4).sigmoid()) },
        { "mse_loss", x => nn.functional.mse_loss(x, Fixed(3, 4)) },
        { "matmul", x => x.matmul(Fixed(4, 5)) },
        { "bmm", x => x.view(1, 3, 4).bmm(Fixed(1, 4, 2)) },
        { "attention", x => nn.functional.scaled_dot_product_attention(x.view(1, 3, 4), x.view(1, 3, 4) * 0.5, x.view(1, 3, 4).sin()) },
        { "attention with an added mask", x => nn.functional.scaled_dot_product_attention(x.view(1, 3, 4), x.view(1, 3, 4), x.view(1, 3, 4), Fixed(3, 3)) },
        { "attention with a boolean mask", x => nn.functional.scaled_dot_product_attention(x.view(1, 3, 4), x.view(1, 3, 4), x.view(1, 3, 4), ones(3, 3, dtype: ScalarType.Bool).tril()) },
        { "causal attention", x => nn.functional.scaled_dot_product_attention(x.view(1, 3, 4), x.view(1, 3, 4), x.view(1, 3, 4), is_casual: true) },
        { "index", x => x[TensorIndex.Slice(1, 3), TensorIndex.Colon] * x[0] },
        { "index by tensors", x => x.index(tensor(new long[] { 0, 0, 2 })) },
        { "gather", x => x.gather(1, tensor(new long[,] { { 0, 3 }, { 1, 1 }, { 2, 0 } })) },
        { "index_select", x => x.index_select(0, tensor(new long[] { 2, 2, 0 })) },
        { "masked_fill", x => x.masked_fill(Fixed(3, 4).gt(0), 0.0) },
        { "cat and stack", x => cat([x, x * 2], 1).sum(1) + stack([x, x]).sum(0L).sum(1) },
        { "split", x => x.split(3, 1)[1] * 3 },
        { "chunk", x => x.chunk(2, 1)[0].exp() },
        { "division by the tensor", x => 2.0 / (x + 10.0) },
        { "number less tensor", x => 1.0 - x.tanh() },
        { "clamp", x => x.clamp(-0.5, 0.5) },
        { "mean and var", x => x.mean([1], true) * x.var(1) },
        { "norm", x => x.norm(1) },
        { "logsumexp", x => x.logsumexp(1) },
        { "where", x => where(Fixed(3, 4).gt(0), x, x * x) },
        { "conv2d", x => nn.functional.conv2d(x.view(1, 1, 3, 4), Fixed(2, 1, 2, 2), Fixed(2), padding: [1, 1]) },
        { "max_pool2d", x => nn.functional.max_pool2d(x.view(1, 1, 3, 4), 2L, 1) },
        { "batch_norm", x => nn.functional.batch_norm(x, zeros(4, dtype: ScalarType.Float64), ones(4, dtype: ScalarType.Float64), training: true) },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_gradient_is_the_slope(string name, Func<Tensor, Tensor> function)
    {
        using var scope = NewDisposeScope();
        var x = Fixed(3, 4).requires_grad_();
        function(x).sum().backward();
        var gradient = x.grad!.data<double>().ToArray();

        var values = x.detach().data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var slope = (Value(function, values, i, Step) - Value(function, values, i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(slope - gradient[i]) < Tolerance * Math.Max(1, Math.Abs(slope)), $"{name}, element {i}: {gradient[i]} instead of {slope}");
        }
    }

    [Fact]
    public void An_embedding_gathers_the_gradients_of_equal_rows_but_not_of_padding()
    {
        using var scope = NewDisposeScope();
        using var embedding = nn.Embedding(5, 2, padding_idx: 0);

        embedding.call(tensor(new long[] { 1, 1, 3, 0 })).sum().backward();

        Assert.Equal([0, 0, 2, 2, 0, 0, 1, 1, 0, 0], embedding.weight.grad!.data<float>().ToArray());
        Assert.Equal([0, 0], embedding.weight.detach()[0].data<float>().ToArray());
    }

    [Fact]
    public void Without_recording_there_is_no_graph()
    {
        using var scope = NewDisposeScope();
        var x = ones(2).requires_grad_();
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }
        }

        Assert.True((x * 2).requires_grad);
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }

        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Gradients_of_gradients_can_be_had()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0, dtype: ScalarType.Float64, requires_grad: true);

        var slope = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        var curvature = autograd.grad([slope], [x])[0];

        Assert.Equal(27, slope.item<double>(), 1e-12);
        Assert.Equal(18, curvature.item<double>(), 1e-12);
    }

    [Fact]
    public void Leaves_tell_themselves_and_gradients_can_be_set()
    {
        using var scope = NewDisposeScope();
        var x = ones(3).requires_grad_();
        var y = x * 2;

        Assert.True(x.is_leaf);
        Assert.False(y.is_leaf);
        Assert.Null(x.grad);
        x.grad = full(3, 5f);
        y.sum().backward();
        Assert.Equal([7f, 7f, 7f], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    private static double Value(Func<Tensor, Tensor> function, double[] values, int i, double step)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var moved = (double[])values.Clone();
        moved[i] += step;
        return function(tensor(moved).view(3, 4)).sum().item<double>();
    }

    private static Tensor Fixed(params long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return tensor(Enumerable.Range(0, (int)count).Select(i => Math.Sin((i * 1.7) + count)).ToArray()).view(shape);
    }
}
