using FineTune.Training.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019) over the trained parameters of a model: no decay on biases and norms, a rate that falls
/// from layer to layer where asked for, the gradient clipped by its norm before each update. Frozen parameters have no state.
/// </summary>
internal sealed class WeightUpdates : IDisposable
{
    private readonly AdamW _optimizer;
    private readonly (AdamW.ParamGroup Group, double Rate)[] _groups;
    private readonly ModelWeight[] _ordered;
    private readonly double _maxNorm;

    /// <summary>Groups the trained parameters; the others keep out of the optimizer.</summary>
    public WeightUpdates(IReadOnlyList<ModelWeight> weights, Hyperparameters hyperparameters, int headDepth)
    {
        var groups = weights.Where(w => w.Value.requires_grad)
            .GroupBy(w => (Depth: hyperparameters.LayerwiseDecay == 1 ? 0 : w.Depth, w.Decays))
            .OrderBy(g => g.Key.Depth).ThenByDescending(g => g.Key.Decays)
            .ToArray();
        _ordered = [.. groups.SelectMany(g => g)];
        _maxNorm = hyperparameters.MaxGradientNorm;
        _groups = [.. groups.Select(g =>
        {
            var rate = hyperparameters.LayerwiseDecay == 1
                ? hyperparameters.LearningRate
                : hyperparameters.LearningRate * Math.Pow(hyperparameters.LayerwiseDecay, headDepth - g.Key.Depth);
            var decay = g.Key.Decays ? hyperparameters.WeightDecay : 0;
            return (new AdamW.ParamGroup(g.Select(w => w.Value), rate, weight_decay: decay), rate);
        })];
        _optimizer = optim.AdamW(_groups.Select(g => g.Group), hyperparameters.LearningRate);
    }

    /// <summary>The trained parameters with their moments (of the gradient and of its square), in a fixed order.</summary>
    public IEnumerable<(ModelWeight Weight, Tensor First, Tensor Second)> States =>
        _ordered.Zip(AdamStates, (weight, state) =>
        {
            state.exp_avg ??= zeros_like(weight.Value, requires_grad: false).DetachFromDisposeScope();
            state.exp_avg_sq ??= zeros_like(weight.Value, requires_grad: false).DetachFromDisposeScope();
            return (weight, state.exp_avg, state.exp_avg_sq);
        });

    /// <summary>Updates that the moments have seen, which the bias correction depends on.</summary>
    public long Steps
    {
        get => AdamStates.First().step;
        set
        {
            foreach (var state in AdamStates)
            {
                state.step = value;
            }
        }
    }

    private IEnumerable<AdamW.State> AdamStates => _optimizer.state_dict().State.Cast<AdamW.State>();

    /// <summary>Clips, updates and forgets the gradients.</summary>
    /// <param name="factor">The schedule's factor of this update.</param>
    /// <returns>The norm of the gradient before clipping; NaN where clipping is off.</returns>
    public double Apply(double factor)
    {
        foreach (var (group, rate) in _groups)
        {
            group.LearningRate = rate * factor;
        }

        foreach (var weight in _ordered.Where(w => w.FrozenRows.Count > 0))
        {
            foreach (var (first, count) in weight.FrozenRows)
            {
                using var rows = weight.Value.grad?.narrow(0, first, count);
                rows?.zero_().Dispose();
            }
        }

        var norm = _maxNorm > 0 ? nn.utils.clip_grad_norm_(_ordered.Select(w => w.Value), _maxNorm) : double.NaN;
        if (_maxNorm <= 0 || double.IsFinite(norm))
        {
            _optimizer.step()?.Dispose();
        }

        ForgetGradients();
        return norm;
    }

    /// <summary>Forgets the gradients.</summary>
    public void ForgetGradients()
    {
        foreach (var weight in _ordered)
        {
            weight.Value.grad = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();
}
