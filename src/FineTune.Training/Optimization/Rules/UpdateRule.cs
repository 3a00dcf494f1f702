using static TorchSharp.torch;

namespace FineTune.Training.Optimization.Rules;

/// <summary>How gradients become updates. State is made at a parameter's first update, so what is never trained has none.</summary>
internal abstract class UpdateRule(IReadOnlyList<UpdateGroup> groups) : IDisposable
{
    /// <summary>What is trained.</summary>
    protected IReadOnlyList<UpdateGroup> Groups => groups;

    /// <summary>The rule that hyperparameters ask for.</summary>
    public static UpdateRule Create(IReadOnlyList<UpdateGroup> groups, Hyperparameters hyperparameters)
    {
        var (first, second) = (hyperparameters.Beta1, hyperparameters.Beta2);
        return hyperparameters.Optimizer switch
        {
            OptimizerKind.Sgd => new SgdRule(groups) { Momentum = hyperparameters.Momentum, IsDecayCoupled = hyperparameters.CoupledWeightDecay },
            OptimizerKind.Lion => new LionRule(groups) { Beta1 = first > 0 ? first : 0.9, Beta2 = second > 0 ? second : 0.99 },
            OptimizerKind.Adafactor => new AdafactorRule(groups) { Beta1 = first > 0 ? first : null, ScalesByWeight = false, HasRelativeStep = false },
            _ => new AdamWRule(groups, first > 0 ? first : 0.9, second > 0 ? second : 0.999, hyperparameters.Epsilon),
        };
    }

    /// <summary>Updates every parameter that has a gradient, each group at its rate.</summary>
    /// <param name="momentum">The momentum of this update, where the schedule moves it (one cycle).</param>
    public abstract void Apply(double? momentum = null);

    /// <summary>What is remembered of a parameter; made now where it was never updated.</summary>
    public abstract IReadOnlyList<StateTensor> State(TrainedWeight weight);

    /// <summary>Says how many updates the state of a parameter has seen.</summary>
    public abstract void SetSteps(TrainedWeight weight, long steps);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the state.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>A state of zeros that outlives the scope.</summary>
    protected static Tensor Zeros(Tensor like) => zeros_like(like, requires_grad: false).DetachFromDisposeScope();
}
