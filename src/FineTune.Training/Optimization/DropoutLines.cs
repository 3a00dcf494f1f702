using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>The lines of a mask [.., D] on the host: 0 with probability rate, otherwise 1/(1 - rate).</summary>
internal readonly ref struct DropoutLines
{
    private readonly Span<float> _values;
    private readonly int _width;
    private readonly uint _threshold;
    private readonly float _scale;

    /// <summary>The lines of a mask that nothing was written to yet.</summary>
    public DropoutLines(Tensor mask, double rate)
    {
        _values = MemoryMarshal.Cast<byte, float>(mask.bytes);
        _width = (int)mask.shape[^1];
        _threshold = (uint)Math.Min(uint.MaxValue, Math.Round(rate * 4294967296.0));
        _scale = (float)(1 / (1 - rate));
        Count = _values.Length / Math.Max(1, _width);
    }

    /// <summary>How many lines there are.</summary>
    public int Count { get; }

    /// <summary>Writes a line.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="bits">What it is drawn from.</param>
    /// <param name="first">The column that counts as the first one.</param>
    public void Fill(int line, ulong bits, int first) =>
        Fill(_values.Slice(line * _width, _width), (uint)bits - (uint)first, (uint)(bits >> 32));

    private void Fill(Span<float> values, uint start, uint salt)
    {
        if (values.Length < 8)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Hash(Vector256.Create((uint)i + start), salt).ToScalar() >= _threshold ? _scale : 0;
            }

            return;
        }

        for (var i = 0; i <= values.Length - 8; i += 8)
        {
            FillEight(values, i, start, salt);
        }

        // The last eight overlap those before them: an element's draw depends on its column alone.
        FillEight(values, values.Length - 8, start, salt);
    }

    private void FillEight(Span<float> values, int at, uint start, uint salt)
    {
        var hash = Hash(Vector256.Create((uint)at + start) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7), salt);
        var kept = Vector256.GreaterThanOrEqual(hash, Vector256.Create(_threshold)).AsSingle();
        (Vector256.Create(_scale) & kept).CopyTo(values[at..]);
    }

    private static Vector256<uint> Hash(Vector256<uint> x, uint salt)
    {
        x ^= Vector256.ShiftRightLogical(x, 16);
        x *= Vector256.Create(0x7FEB352Du);
        x ^= Vector256.ShiftRightLogical(x, 15) ^ Vector256.Create(salt);
        x *= Vector256.Create(0x846CA68Bu);
        return x ^ Vector256.ShiftRightLogical(x, 16);
    }
}
