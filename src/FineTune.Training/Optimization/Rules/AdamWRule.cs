using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization.Rules;

/// <summary>AdamW (Loshchilov and Hutter 2019), by TorchSharp's own.</summary>
internal sealed class AdamWRule : UpdateRule
{
    private readonly AdamW _optimizer;
    private readonly AdamW.ParamGroup[] _groups;
    private readonly Dictionary<TrainedWeight, AdamW.State> _states = [];
    private readonly double _beta2;

    /// <summary>A rule with these decay rates of the two means.</summary>
    public AdamWRule(IReadOnlyList<UpdateGroup> groups, double beta1, double beta2, double epsilon)
        : base(groups)
    {
        _beta2 = beta2;
        _groups = [.. groups.Select(g => new AdamW.ParamGroup(g.Weights.Select(w => w.Master), g.BaseRate, beta1, beta2, epsilon, g.Decay))];
        _optimizer = optim.AdamW(_groups, groups.Count == 0 ? 0 : groups[0].BaseRate);
        foreach (var (weight, state) in groups.SelectMany(g => g.Weights).Zip(_optimizer.state_dict().State.Cast<AdamW.State>()))
        {
            _states[weight] = state;
        }
    }

    /// <inheritdoc/>
    public override void Apply(double? momentum = null)
    {
        for (var i = 0; i < _groups.Length; i++)
        {
            _groups[i].LearningRate = Groups[i].Rate;
            if (momentum is { } beta1)
            {
                _groups[i].Betas = (beta1, _beta2);
            }
        }

        _optimizer.step()?.Dispose();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StateTensor> State(TrainedWeight weight)
    {
        var state = _states[weight];
        state.exp_avg ??= Zeros(weight.Master);
        state.exp_avg_sq ??= Zeros(weight.Master);
        return [new StateTensor("exp_avg.", state.exp_avg), new StateTensor("exp_avg_sq.", state.exp_avg_sq)];
    }

    /// <inheritdoc/>
    public override void SetSteps(TrainedWeight weight, long steps) => _states[weight].step = steps;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _optimizer.Dispose();
}
