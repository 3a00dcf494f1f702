using FineTune.Training.Models;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization.Rules;

/// <summary>
/// Adafactor (Shazeer and Stern 2018) as the transformers library has it: β₂ = 1 - t^r; the mean of squares of a matrix is kept by
/// rows and by columns only; the update is divided by max(1, RMS/d). Each tensor of the file is one, wherever several share a
/// parameter.
/// </summary>
internal sealed class AdafactorRule(IReadOnlyList<UpdateGroup> groups) : UpdateRule(groups)
{
    private readonly Dictionary<TrainedWeight, long> _steps = [];
    private readonly Dictionary<string, Tensor> _states = new(StringComparer.Ordinal);

    /// <summary>r.</summary>
    public double DecayRate { get; init; } = -0.8;

    /// <summary>d.</summary>
    public double ClipThreshold { get; init; } = 1;

    /// <summary>ε₁, added to the squared gradient.</summary>
    public double SquareFloor { get; init; } = 1e-30;

    /// <summary>ε₂, the least size of a tensor that its rate is scaled by.</summary>
    public double WeightFloor { get; init; } = 1e-3;

    /// <summary>Decay of a mean of updates; null keeps none.</summary>
    public double? Beta1 { get; init; }

    /// <summary>Whether the rate is multiplied by the tensor's root mean square.</summary>
    public bool ScalesByWeight { get; init; } = true;

    /// <summary>Whether the rate is the rule's own, min(10⁻², 1/√t), instead of the group's.</summary>
    public bool HasRelativeStep { get; init; } = true;

    /// <summary>Whether the rule's own rate rises with 10⁻⁶·t.</summary>
    public bool WarmsUp { get; init; }

    /// <inheritdoc/>
    public override void Apply(double? momentum = null)
    {
        using var quiet = no_grad();
        foreach (var group in Groups)
        {
            foreach (var weight in group.Weights.Where(w => w.HasGradient))
            {
                var step = _steps[weight] = _steps.GetValueOrDefault(weight) + 1;
                foreach (var part in weight.Weight.Parts)
                {
                    using var scope = NewDisposeScope();
                    Update(weight, part, group, step);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> State(TrainedWeight weight)
    {
        var all = new List<StateTensor>();
        foreach (var part in weight.Weight.Parts)
        {
            var shape = part.Shape;
            string[] squares = IsFactored(part) ? ["exp_avg_sq_row.", "exp_avg_sq_col."] : ["exp_avg_sq."];
            foreach (var kind in Beta1 is null ? squares : [.. squares, "exp_avg."])
            {
                all.Add(new StateTensor(kind + part.Name, Remembered(kind, part, weight.Master), IsLikeWeight: false));
            }
        }

        return all;
    }

    /// <inheritdoc/>
    public override void SetSteps(TrainedWeight weight, long steps) => _steps[weight] = steps;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var state in _states.Values)
        {
            state.Dispose();
        }
    }

    private static bool IsFactored(WeightPart part) => part.Shape.Count >= 2;

    private static double RootMeanSquare(Tensor tensor) => tensor.norm().to_type(ScalarType.Float64).item<double>() / Math.Sqrt(tensor.numel());

    private void Update(TrainedWeight weight, WeightPart part, UpdateGroup group, long step)
    {
        var value = weight.Master.narrow(0, part.FirstRow, part.Shape[0]);
        var gradient = weight.Master.grad!.narrow(0, part.FirstRow, part.Shape[0]);
        var rate = HasRelativeStep ? Math.Min(WarmsUp ? 1e-6 * step : 1e-2, 1 / Math.Sqrt(step)) : group.Rate;
        rate *= ScalesByWeight ? Math.Max(WeightFloor, RootMeanSquare(value)) : 1;
        var beta2 = 1 - Math.Pow(step, DecayRate);
        var squares = gradient.pow(2).add_(SquareFloor);
        Tensor update;
        if (IsFactored(part))
        {
            var rows = Remembered("exp_avg_sq_row.", part, value).mul_(beta2).add_(squares.mean([-1]), alpha: 1 - beta2);
            var columns = Remembered("exp_avg_sq_col.", part, value).mul_(beta2).add_(squares.mean([-2]), alpha: 1 - beta2);
            var byRow = rows.div(rows.mean([-1], keepdim: true)).rsqrt_().unsqueeze(-1);
            update = byRow.mul(columns.unsqueeze(-2).rsqrt()).mul_(gradient);
        }
        else
        {
            update = Remembered("exp_avg_sq.", part, value).mul_(beta2).add_(squares, alpha: 1 - beta2).rsqrt().mul_(gradient);
        }

        update.div_(Math.Max(1, RootMeanSquare(update) / ClipThreshold)).mul_(rate);
        if (Beta1 is { } beta1)
        {
            update = Remembered("exp_avg.", part, value).mul_(beta1).add_(update, alpha: 1 - beta1);
        }

        if (group.Decay != 0)
        {
            value.add_(value, alpha: -group.Decay * rate);
        }

        value.sub_(update);
    }

    private Tensor Remembered(string kind, WeightPart part, Tensor like)
    {
        if (_states.TryGetValue(kind + part.Name, out var state))
        {
            return state;
        }

        long[] shape = kind switch
        {
            "exp_avg_sq_row." => [.. part.Shape.Take(part.Shape.Count - 1)],
            "exp_avg_sq_col." => [.. part.Shape.Take(part.Shape.Count - 2), part.Shape[^1]],
            _ => [.. part.Shape],
        };
        return _states[kind + part.Name] = zeros(shape, like.dtype, like.device).DetachFromDisposeScope();
    }
}
