using static TorchSharp.torch;

namespace FineTune.Training.Optimization.Rules;

/// <summary>
/// Gradient descent with momentum as torch has it: b = μb + (1 - d)g, and b = g at the first update; p -= η·b, or η·(g + μb) with
/// Nesterov's momentum. The weight decay stands apart, p -= η·λ·p before the update, as Loshchilov and Hutter (2019) have it in SGDW;
/// or, where asked for, it is part of the gradient, g += λp, as in torch: there the momentum multiplies it by up to 1/(1 - μ).
/// </summary>
internal sealed class SgdRule(IReadOnlyList<UpdateGroup> groups) : UpdateRule(groups)
{
    private readonly Dictionary<TrainedWeight, Tensor> _buffers = [];

    /// <summary>μ.</summary>
    public double Momentum { get; init; }

    /// <summary>d.</summary>
    public double Dampening { get; init; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Whether the weight decay is part of the gradient.</summary>
    public bool IsDecayCoupled { get; init; }

    /// <inheritdoc/>
    public override void Apply(double? momentum = null)
    {
        using var quiet = no_grad();
        foreach (var group in Groups)
        {
            foreach (var weight in group.Weights.Where(w => w.HasGradient))
            {
                using var scope = NewDisposeScope();
                var gradient = group.Decay == 0 || !IsDecayCoupled ? weight.Master.grad! : weight.Master.grad!.add(weight.Master, alpha: group.Decay);
                if (group.Decay != 0 && !IsDecayCoupled)
                {
                    weight.Master.mul_(1 - (group.Rate * group.Decay));
                }

                weight.Master.add_(Direction(weight, gradient, momentum ?? Momentum), alpha: -group.Rate);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> State(TrainedWeight weight)
    {
        if (Momentum == 0)
        {
            return [];
        }

        if (!_buffers.TryGetValue(weight, out var buffer))
        {
            _buffers[weight] = buffer = Zeros(weight.Master);
        }

        return [new StateTensor("momentum_buffer.", buffer)];
    }

    /// <inheritdoc/>
    public override void SetSteps(TrainedWeight weight, long steps)
    {
        if (steps == 0 && _buffers.Remove(weight, out var unused))
        {
            unused.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var buffer in _buffers.Values)
        {
            buffer.Dispose();
        }
    }

    private Tensor Direction(TrainedWeight weight, Tensor gradient, double momentum)
    {
        if (Momentum == 0)
        {
            return gradient;
        }

        if (_buffers.TryGetValue(weight, out var buffer))
        {
            buffer.mul_(momentum).add_(gradient, alpha: 1 - Dampening);
        }
        else
        {
            _buffers[weight] = buffer = gradient.detach().clone().DetachFromDisposeScope();
        }

        return Nesterov ? gradient.add(buffer, alpha: momentum) : buffer;
    }
}
