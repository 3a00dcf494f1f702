using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// Rotary position embedding (Su et al. 2021): pairs of channels (j, j + d/2) are turned by position·θ^(-2j/d). Angles in
/// single precision as the library keeps them.
/// </summary>
internal sealed class RotaryEmbedding(int width, double theta, BatchLayout layout)
{
    private Tensor? _cosine;
    private Tensor? _sine;
    private int _length;

    /// <summary>[.., S, d] turned by positions 0..S-1.</summary>
    public Tensor Rotate(Tensor input)
    {
        Prepare((int)input.shape[^2]);
        var half = width / 2;
        var (low, high) = (input.narrow(-1, 0, half), input.narrow(-1, half, half));
        return (input * _cosine!.narrow(0, 0, input.shape[^2])) + (cat([high.neg(), low], -1) * _sine!.narrow(0, 0, input.shape[^2]));
    }

    private void Prepare(int length)
    {
        if (length <= _length)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var angles = new float[length * width];
        for (var position = 0; position < length; position++)
        {
            for (var j = 0; j < width; j++)
            {
                var inverse = 1f / MathF.Pow((float)theta, 2f * (j % (width / 2)) / width);
                angles[(position * width) + j] = position * inverse;
            }
        }

        var turned = tensor(angles, [length, width]);
        _cosine?.Dispose();
        _sine?.Dispose();
        _cosine = turned.cos().to(layout.Type, layout.Device).DetachFromDisposeScope();
        _sine = turned.sin().to(layout.Type, layout.Device).DetachFromDisposeScope();
        _length = length;
    }
}
