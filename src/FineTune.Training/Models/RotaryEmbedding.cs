using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>
/// Rotary position embedding (Su et al. 2021): pairs of channels (j, j + n/2) of the first n are turned by position times their
/// frequency; the other channels pass. Angles in single precision, as the library keeps them.
/// </summary>
/// <param name="frequencies">n/2 frequencies.</param>
/// <param name="factor">What sines and cosines are multiplied by (yarn).</param>
/// <param name="layout">Type and device of the model.</param>
internal sealed class RotaryEmbedding(float[] frequencies, double factor, BatchLayout layout)
{
    private readonly int _width = 2 * frequencies.Length;
    private Tensor? _cosine;
    private Tensor? _sine;
    private int _length;

    /// <summary>The plain form: θ^(-2j/n).</summary>
    public RotaryEmbedding(int width, double theta, BatchLayout layout)
        : this(RotaryFrequencies.Plain(width, theta), 1, layout)
    {
    }

    /// <summary>[.., S, d] turned by the S positions from <paramref name="first"/> on.</summary>
    public Tensor Rotate(Tensor input, int first = 0)
    {
        var length = input.shape[^2];
        Prepare(first + (int)length);
        var half = _width / 2;
        var turned = input.shape[^1] == _width ? input : input.narrow(-1, 0, _width);
        var (low, high) = (turned.narrow(-1, 0, half), turned.narrow(-1, half, half));
        var result = (turned * _cosine!.narrow(0, first, length)) + (cat([high.neg(), low], -1) * _sine!.narrow(0, first, length));
        return input.shape[^1] == _width ? result : cat([result, input.narrow(-1, _width, input.shape[^1] - _width)], -1);
    }

    private void Prepare(int length)
    {
        if (length <= _length)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var angles = new float[length * _width];
        for (var position = 0; position < length; position++)
        {
            for (var j = 0; j < _width; j++)
            {
                angles[(position * _width) + j] = position * frequencies[j % frequencies.Length];
            }
        }

        var turns = tensor(angles, [length, _width]);
        _cosine?.Dispose();
        _sine?.Dispose();
        _cosine = (turns.cos() * factor).to(layout.Type, layout.Device).DetachFromDisposeScope();
        _sine = (turns.sin() * factor).to(layout.Type, layout.Device).DetachFromDisposeScope();
        _length = length;
    }
}
