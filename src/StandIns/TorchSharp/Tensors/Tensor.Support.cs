using TorchSharp.Interop;

namespace TorchSharp;

/// <content>What the one-line members of the other parts share.</content>
public static partial class torch
{
    public partial class Tensor
    {
        private static int TypeOf(ScalarType? type) => type is { } given ? (int)given : -1;

        private static Tensor As(Tensor tensor, ScalarType? type)
        {
            if (type is not { } wanted || wanted == tensor.dtype)
            {
                return tensor;
            }

            using (tensor)
            {
                return tensor.to_type(wanted);
            }
        }

        private static bool AllClose(int answer) => answer < 0 ? throw Native.Failure() : answer == 1;

        private Tensor Sum(ReadOnlySpan<long> dimensions, bool keepdim, ScalarType? type) =>
            Wrap(Native.ft_sum(_handle, dimensions, dimensions.Length, keepdim, TypeOf(type)));

        private unsafe Tensor Clamp(Scalar? min, Scalar? max)
        {
            NativeScalar low = min?.Native ?? default, high = max?.Native ?? default;
            return Wrap(Native.ft_clamp(_handle, min is null ? null : &low, max is null ? null : &high));
        }

        private unsafe Tensor ClampInPlace(Scalar? min, Scalar? max)
        {
            NativeScalar low = min?.Native ?? default, high = max?.Native ?? default;
            return InPlace(Native.ft_clamp_(_handle, min is null ? null : &low, max is null ? null : &high));
        }

        private unsafe Tensor RepeatInterleave(long repeats, long? dim)
        {
            var along = dim ?? 0;
            return Wrap(Native.ft_repeat_interleave(_handle, repeats, dim is null ? null : &along));
        }

        private unsafe Tensor RepeatInterleave(Tensor repeats, long? dim)
        {
            var along = dim ?? 0;
            return Wrap(Native.ft_repeat_interleave_tensor(_handle, repeats._handle, dim is null ? null : &along));
        }
    }
}
