using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>A small network learns, and nothing piles up while it does.</summary>
public sealed class TrainingLoopTests
{
    [Fact]
    public void AdamW_lowers_the_loss_of_a_small_network()
    {
        manual_seed(7);
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("in", nn.Linear(4, 16)), ("gelu", nn.GELU()), ("out", nn.Linear(16, 3)));
        using var optimizer = optim.AdamW(network.parameters(), lr: 1e-2);
        var inputs = randn(32, 4);
        var labels = inputs.argmax(1).remainder(3);

        var before = Step(network, optimizer, inputs, labels);
        for (var i = 0; i < 200; i++)
        {
            Step(network, optimizer, inputs, labels);
        }

        Assert.True(Step(network, optimizer, inputs, labels) < before / 4);
    }

    [Fact]
    public void The_count_of_native_tensors_stays_the_same_over_1000_steps()
    {
        using var outer = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(4, 16), nn.Dropout(0.1), nn.Tanh(), nn.Linear(16, 3));
        using var optimizer = optim.AdamW(network.parameters(), lr: 1e-3);
        var inputs = randn(8, 4);
        var labels = randint(3, [8]);
        Step(network, optimizer, inputs, labels);

        // What earlier tests left to the garbage collector must not leave during this one.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counts = new HashSet<long>();
        for (var i = 0; i < 1000; i++)
        {
            Step(network, optimizer, inputs, labels);
            counts.Add(Tensor.TotalCount);
        }

        Assert.Single(counts);
    }

    private static double Step(nn.Module<Tensor, Tensor> network, optim.Optimizer optimizer, Tensor inputs, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.call(inputs), labels);
        loss.backward();
        nn.utils.clip_grad_norm_(network.parameters(), 1.0);
        optimizer.step();
        return loss.item<float>();
    }
}
