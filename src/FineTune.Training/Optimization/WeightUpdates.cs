using FineTune.Training.Models;
using FineTune.Training.Optimization.Rules;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>
/// The updates of the trained parameters of a model: no decay on biases and norms, a rate that falls from layer to layer where
/// asked for, the gradient clipped by its norm before each update. Frozen parameters have no state.
/// </summary>
internal sealed class WeightUpdates : IDisposable
{
    private readonly UpdateGroup[] _groups;
    private readonly UpdateRule _rule;
    private readonly TrainedWeight[] _ordered;
    private readonly Func<ModelWeight, long> _firstStep;
    private readonly double _maxNorm;

    /// <summary>Groups the trained parameters; the others keep out of the optimizer.</summary>
    /// <param name="weights">All parameters of the model.</param>
    /// <param name="hyperparameters">Optimizer, rates and decay.</param>
    /// <param name="headDepth">The depth that has the whole learning rate.</param>
    /// <param name="firstStep">The update from which on a parameter is trained; null: all from the first on.</param>
    public WeightUpdates(IReadOnlyList<ModelWeight> weights, Hyperparameters hyperparameters, int headDepth, Func<ModelWeight, long>? firstStep = null)
    {
        _groups = [.. weights.Where(w => w.Value.requires_grad)
            .GroupBy(w => (Depth: hyperparameters.LayerwiseDecay == 1 ? headDepth : w.Depth, w.Decays))
            .OrderBy(g => g.Key.Depth).ThenByDescending(g => g.Key.Decays)
            .Select(g => new UpdateGroup(
                [.. g.Select(w => new TrainedWeight(w))],
                hyperparameters.LearningRate * Math.Pow(hyperparameters.LayerwiseDecay, headDepth - g.Key.Depth),
                g.Key.Decays ? hyperparameters.WeightDecay : 0))];
        _ordered = [.. _groups.SelectMany(g => g.Weights)];
        _maxNorm = hyperparameters.MaxGradientNorm;
        _firstStep = firstStep ?? (_ => 0);
        _rule = UpdateRule.Create(_groups, hyperparameters);
        Average = hyperparameters.EmaDecay > 0 ? new WeightAverage(_ordered, hyperparameters.EmaDecay) : null;
    }

    /// <summary>Parameters that share a rate.</summary>
    public IReadOnlyList<UpdateGroup> Groups => _groups;

    /// <summary>The running mean of the weights, where one is kept.</summary>
    public WeightAverage? Average { get; }

    /// <summary>Whether every trained weight is a number.</summary>
    public bool AreFinite
    {
        get
        {
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            return Array.TrueForAll(_ordered, w => double.IsFinite(w.Master.abs().max().to_type(ScalarType.Float64).item<double>()));
        }
    }

    /// <summary>Everything of the trained parameters that has to be kept after so many updates, in a fixed order: values, state, means.</summary>
    public IEnumerable<(ModelWeight Weight, StateTensor State)> States(long steps)
    {
        foreach (var weight in _ordered)
        {
            yield return (weight.Weight, new StateTensor(string.Empty, weight.Master));
            foreach (var state in _firstStep(weight.Weight) < steps ? _rule.State(weight) : [])
            {
                yield return (weight.Weight, state);
            }
        }

        foreach (var (weight, state) in Average?.States ?? [])
        {
            yield return (weight.Weight, state);
        }
    }

    /// <summary>Takes note that <see cref="States"/> were read back after so many updates.</summary>
    public void Resume(long steps)
    {
        foreach (var weight in _ordered)
        {
            weight.Publish();
            _rule.SetSteps(weight, Math.Max(0, steps - _firstStep(weight.Weight)));
        }
    }

    /// <summary>Clips, updates and forgets the gradients.</summary>
    /// <param name="factor">The schedule's factor of this update.</param>
    /// <param name="momentum">The schedule's momentum, where it moves it.</param>
    /// <param name="isFirst">Whether it is the trial's first update.</param>
    /// <returns>The norm of the gradient before clipping; NaN where clipping is off.</returns>
    public double Apply(double factor, double? momentum = null, bool isFirst = false)
    {
        foreach (var group in _groups)
        {
            group.Rate = group.BaseRate * factor;
        }

        foreach (var weight in _ordered)
        {
            foreach (var (first, count) in weight.Weight.FrozenRows)
            {
                using var rows = weight.Weight.Value.grad?.narrow(0, first, count);
                rows?.zero_().Dispose();
            }

            weight.TakeGradient();
        }

        var norm = _maxNorm > 0 ? nn.utils.clip_grad_norm_(_ordered.Select(w => w.Master), _maxNorm) : double.NaN;
        if (_maxNorm <= 0 || double.IsFinite(norm))
        {
            _rule.Apply(momentum);
            Array.ForEach(_ordered, w => w.Publish());
            Average?.Update(isFirst);
        }

        ForgetGradients();
        return norm;
    }

    /// <summary>Forgets the gradients.</summary>
    public void ForgetGradients() => Array.ForEach(_ordered, w => w.ForgetGradient());

    /// <inheritdoc/>
    public void Dispose()
    {
        Average?.Dispose();
        _rule.Dispose();
        Array.ForEach(_ordered, w => w.Dispose());
    }
}
