using FineTune.Training.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization.Rules;

/// <summary>A parameter that is trained. Where the model computes in half precision, a single-precision master takes the updates.</summary>
internal sealed class TrainedWeight : IDisposable
{
    /// <summary>Takes a parameter; its values do not change.</summary>
    public TrainedWeight(ModelWeight weight)
    {
        weight.Own();
        Weight = weight;
        IsHalf = weight.Value.dtype is ScalarType.BFloat16 or ScalarType.Float16;
        Master = IsHalf
            ? new Parameter(weight.Value.detach().to_type(ScalarType.Float32).DetachFromDisposeScope(), requires_grad: true)
            : weight.Value;
    }

    /// <summary>The model's parameter.</summary>
    public ModelWeight Weight { get; }

    /// <summary>What is updated and stored: the parameter itself, or its master.</summary>
    public Parameter Master { get; }

    private bool IsHalf { get; }

    /// <summary>Whether an update has a gradient for it.</summary>
    public bool HasGradient => Master.requires_grad && Master.grad is not null;

    /// <summary>Hands the model's gradient to the master.</summary>
    public void TakeGradient()
    {
        if (IsHalf)
        {
            Master.requires_grad = Weight.Value.requires_grad;
            using var half = Weight.Value.grad;
            Master.grad = half?.to_type(ScalarType.Float32);
        }
    }

    /// <summary>Rounds the master's values to the model's.</summary>
    public void Publish()
    {
        if (IsHalf)
        {
            using var quiet = no_grad();
            Weight.Value.copy_(Master);
        }
    }

    /// <summary>Forgets the gradients.</summary>
    public void ForgetGradient()
    {
        Weight.Value.grad = null;
        Master.grad = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsHalf)
        {
            Master.Dispose();
        }
    }
}
