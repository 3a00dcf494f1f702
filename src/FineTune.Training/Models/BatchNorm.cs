using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// Normalises every channel, then scales and shifts it (Ioffe and Szegedy 2015): in training by the mean and variance of the
/// rows that pass at once, which also move the running statistics; in evaluation, and where the block or the norm itself is frozen
/// (as beside adapters), by those.
/// </summary>
internal sealed class BatchNorm
{
    /// <summary>PyTorch's default, which every published ResNet was trained with.</summary>
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly Tensor _mean;
    private readonly Tensor _variance;
    private readonly Tensor _batches;

    private BatchNorm(WeightBuilder weights, string name, int channels)
    {
        _weight = weights.Add(name + ".weight", InitialWeight.Ones, channels);
        _bias = weights.Add(name + ".bias", InitialWeight.Zeros, channels);
        _mean = weights.AddBuffer(name + ".running_mean", InitialWeight.Zeros, channels);
        _variance = weights.AddBuffer(name + ".running_var", InitialWeight.Ones, channels);
        _batches = weights.AddCounter(name + ".num_batches_tracked");
    }

    /// <summary>The norm of that name.</summary>
    public static BatchNorm From(WeightBuilder weights, string name, int channels) => new(weights, name, channels);

    /// <summary>[B, C, H, W] to [B, C, H, W].</summary>
    public Tensor Forward(Tensor input, ForwardPass pass)
    {
        // What is computed again on the way back has moved the running statistics before.
        var learns = pass.IsTraining && _weight.requires_grad;
        var moves = learns && !pass.IsRepeated;
        if (moves)
        {
            _batches.add_(1);
        }

        return nn.functional.batch_norm(input, _mean, _variance, _weight, _bias, learns, moves ? Momentum : 0, Epsilon);
    }
}
