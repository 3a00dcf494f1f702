using TorchSharp;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>A seed decides everything that is random.</summary>
public sealed class RandomTests
{
    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));

        static float[] Draw(long seed)
        {
            manual_seed(seed);
            return [.. randn(5).data<float>(), .. rand(5).data<float>(), .. nn.functional.dropout(ones(9)).data<float>()];
        }
    }

    [Fact]
    public void A_saved_state_repeats_what_followed()
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state();
        var first = cat([randn(7), nn.functional.dropout(ones(100), 0.3)]);

        set_rng_state(state);

        Assert.Equal(first, cat([randn(7), nn.functional.dropout(ones(100), 0.3)]));
    }

    [Fact]
    public void A_generator_of_ones_own_disturbs_no_other()
    {
        using var scope = NewDisposeScope();
        using var own = new Generator(42);
        var state = own.get_state();
        manual_seed(1);
        var before = get_rng_state();

        var first = randn(4, generator: own);
        var mask = zeros(50).bernoulli_(0.5, own);
        own.set_state(state);

        Assert.Equal(before, get_rng_state());
        Assert.Equal(first, randn(4, generator: own));
        Assert.Equal(mask, zeros(50).bernoulli_(0.5, own));
        Assert.Equal(42, own.initial_seed());
    }

    [Fact]
    public void Dropout_keeps_the_share_and_the_mean_whatever_the_number_of_threads()
    {
        using var scope = NewDisposeScope();
        var masks = new List<float[]>();
        foreach (var threads in (int[])[1, 2])
        {
            set_num_threads(threads);
            manual_seed(5);
            masks.Add(nn.functional.dropout(ones(200_001), 0.1).data<float>().ToArray());
        }

        Assert.Equal(masks[0], masks[1]);
        Assert.Equal(0.1, masks[0].Count(v => v == 0) / 200_001.0, 0.005);
        Assert.All(masks[0].Where(v => v != 0).Take(100), v => Assert.Equal(1 / 0.9f, v));
    }

    [Fact]
    public void Dropout_passes_the_gradient_of_what_it_kept()
    {
        using var scope = NewDisposeScope();
        var x = ones(1000).requires_grad_();

        var y = nn.functional.dropout(x, 0.5);
        y.sum().backward();

        Assert.Equal(y.detach(), x.grad!);
        Assert.Equal(ones(3), nn.functional.dropout(ones(3), 0.5, training: false));
        Assert.Equal(zeros(3), nn.functional.dropout(ones(3), 1.0));
    }
}
