using static TorchSharp.torch;

namespace FineTune.Training.Optimization.Rules;

/// <summary>Lion (Chen et al. 2023): p = p(1 - ηλ) - η·sign(β₁m + (1 - β₁)g); m = β₂m + (1 - β₂)g.</summary>
internal sealed class LionRule(IReadOnlyList<UpdateGroup> groups) : UpdateRule(groups)
{
    private readonly Dictionary<TrainedWeight, Tensor> _momenta = [];

    /// <summary>β₁.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂.</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <inheritdoc/>
    public override void Apply(double? momentum = null)
    {
        using var quiet = no_grad();
        var beta1 = momentum ?? Beta1;
        foreach (var group in Groups)
        {
            foreach (var weight in group.Weights.Where(w => w.HasGradient))
            {
                using var scope = NewDisposeScope();
                var (gradient, mean) = (weight.Master.grad!, Momentum(weight));
                var direction = mean.mul(beta1).add_(gradient, alpha: 1 - beta1).sign();
                weight.Master.mul_(1 - (group.Rate * group.Decay)).add_(direction, alpha: -group.Rate);
                mean.mul_(Beta2).add_(gradient, alpha: 1 - Beta2);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> State(TrainedWeight weight) => [new StateTensor("exp_avg.", Momentum(weight))];

    /// <inheritdoc/>
    public override void SetSteps(TrainedWeight weight, long steps)
    {
        // The momentum says it all.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var momentum in _momenta.Values)
        {
            momentum.Dispose();
        }
    }

    private Tensor Momentum(TrainedWeight weight)
    {
        if (!_momenta.TryGetValue(weight, out var momentum))
        {
            _momenta[weight] = momentum = Zeros(weight.Master);
        }

        return momentum;
    }
}
