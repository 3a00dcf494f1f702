using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace StandIns.TorchSharp.Tests;

/// <summary>Modules know their parts by name.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void Components_take_the_names_of_their_fields_and_positions()
    {
        using var block = new Block();

        Assert.Equal(
            ["scale", "first.weight", "first.bias", "rest.0.weight", "rest.0.bias", "rest.1.weight"],
            block.named_parameters().Select(p => p.name));
        Assert.Equal(["steps"], block.named_buffers().Select(b => b.name));
        Assert.Equal(["first", "rest", "rest.0", "rest.1"], block.named_modules().Select(m => m.name));
        Assert.Equal(7, block.state_dict().Count);
    }

    [Fact]
    public void A_state_goes_from_one_module_to_another()
    {
        using var scope = NewDisposeScope();
        using Block source = new(), target = new();

        var (missing, unexpected) = target.load_state_dict(source.state_dict());

        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.Equal(source.first.weight.detach(), target.first.weight.detach());
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict([]));
        Assert.Throws<ArgumentException>(() => target.load_state_dict(new() { ["scale"] = ones(3) }, strict: false));
    }

    [Fact]
    public void Training_and_evaluation_reach_every_part()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(4, 4), nn.Dropout(0.5));
        var x = ones(100, 4);

        network.eval();
        Assert.Equal(network.call(x), network.call(x));
        Assert.All(network.modules(), m => Assert.False(m.training));
        network.train();
        Assert.NotEqual(network.call(x), network.call(x));
    }

    [Fact]
    public void Another_type_keeps_the_parameters_identity_and_what_is_tied_stays_tied()
    {
        using var scope = NewDisposeScope();
        using var table = nn.Embedding(3, 2);
        using var head = nn.Linear(2, 3, hasBias: false);
        head.weight = table.weight;
        using var both = nn.ModuleList<nn.Module>(table, head);

        both.to(ScalarType.Float64);

        Assert.Same(table.weight, head.weight);
        Assert.Equal(ScalarType.Float64, head.weight.dtype);
        Assert.Single(both.parameters());
        head.call(ones(1, 2, dtype: ScalarType.Float64)).sum().backward();
        Assert.Equal(ScalarType.Float64, table.weight.grad!.dtype);
    }

    [Fact]
    public void Hooks_see_and_change_what_goes_in_and_out()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Identity();
        layer.register_forward_pre_hook((_, x) => x + 1);
        var remover = layer.register_forward_hook((_, _, y) => y * 10);

        Assert.Equal(20, layer.call(ones(1)).item<float>());
        remover.remove();
    }

    [Fact]
    public void Gradients_of_all_parameters_are_dropped_at_once()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 2);
        layer.call(ones(1, 2)).sum().backward();

        layer.zero_grad(set_to_none: false);
        Assert.Equal(zeros(2), layer.bias!.grad!);
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        internal readonly Linear first = nn.Linear(2, 3);
        internal readonly ModuleList<nn.Module<Tensor, Tensor>> rest = new(nn.Linear(3, 3), nn.Linear(3, 1, hasBias: false));
        private readonly Parameter scale = new(ones(1));
        private readonly Tensor steps = zeros(1);

        internal Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input) => rest.Aggregate(first.call(input) * scale, (x, layer) => layer.call(x)) + steps;
    }
}
