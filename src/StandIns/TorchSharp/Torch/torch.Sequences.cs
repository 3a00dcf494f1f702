using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <content>Ranges, random integers, tensors like others, and arrays of any type.</content>
public static partial class torch
{
    /// <summary>The numbers from 0 up to, but without, an end.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>The numbers from a start up to, but without, an end.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>The numbers from a start by steps up to, but without, an end.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.Wrap(Native.ft_arange(start.Native, stop.Native, step.Native, new NativeOptions(dtype, device, requires_grad)));

    /// <summary>So many numbers at equal distances, both ends included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.Wrap(Native.ft_linspace(start, end, steps, new NativeOptions(dtype, device, requires_grad)));

    /// <summary>Powers of a base at equal distances of the exponents, both ends included.</summary>
    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.Wrap(Native.ft_logspace(start, end, steps, @base, new NativeOptions(dtype, device, requires_grad)));

    /// <summary>Ones on the diagonal, zeros elsewhere.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_eye(rows, columns < 0 ? rows : columns, new NativeOptions(dtype, device, requires_grad)));
    }

    /// <summary>Random whole numbers from 0 up to, but without, an end.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Randint(0, high, size, generator, new NativeOptions(dtype ?? ScalarType.Int64, device, requires_grad), names);

    /// <summary>Random whole numbers from a start up to, but without, an end.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Randint(low, high, size, generator, new NativeOptions(dtype ?? ScalarType.Int64, device, requires_grad), names);

    /// <summary>Random whole numbers from 0 up to, but without, an end.</summary>
    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Randint(0, high, Array.ConvertAll(size, n => (long)n), generator, new NativeOptions(dtype ?? ScalarType.Int64, device, requires_grad), names);

    /// <summary>The numbers from 0 up to, but without, an end, shuffled.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Tensor.Wrap(Native.ft_randperm(n, GeneratorHandle.Of(generator), new NativeOptions(dtype ?? ScalarType.Int64, device, requires_grad)));

    /// <summary>Normal random numbers.</summary>
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        using var guard = no_grad();
        var result = Empty(size, new NativeOptions(dtype, device, false), names).normal_(mean, std, generator);
        return requires_grad ? result.requires_grad_() : result;
    }

    /// <summary>Zeros in the shape of another tensor.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        EmptyLike(input, dtype, device, names).zero_().requires_grad_(requires_grad);

    /// <summary>Ones in the shape of another tensor.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        EmptyLike(input, dtype, device, names).fill_(1).requires_grad_(requires_grad);

    /// <summary>One value in the shape of another tensor.</summary>
    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        EmptyLike(input, dtype, device, names).fill_(value).requires_grad_(requires_grad);

    /// <summary>Whatever is in the memory, in the shape of another tensor.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        EmptyLike(input, dtype, device, names).requires_grad_(requires_grad);

    /// <summary>Uniform random numbers in the shape of another tensor.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        EmptyLike(input, dtype, device, null).uniform_(0, 1).requires_grad_(requires_grad);

    /// <summary>Normal random numbers in the shape of another tensor.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        EmptyLike(input, dtype, device, null).normal_().requires_grad_(requires_grad);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        rawArray.GetType().GetElementType() switch
        {
            var t when t == typeof(float) => MakeGrid<float>(rawArray, ScalarType.Float32, dtype, device, requires_grad, names),
            var t when t == typeof(double) => MakeGrid<double>(rawArray, ScalarType.Float64, dtype, device, requires_grad, names),
            var t when t == typeof(long) => MakeGrid<long>(rawArray, ScalarType.Int64, dtype, device, requires_grad, names),
            var t when t == typeof(int) => MakeGrid<int>(rawArray, ScalarType.Int32, dtype, device, requires_grad, names),
            var t when t == typeof(short) => MakeGrid<short>(rawArray, ScalarType.Int16, dtype, device, requires_grad, names),
            var t when t == typeof(sbyte) => MakeGrid<sbyte>(rawArray, ScalarType.Int8, dtype, device, requires_grad, names),
            var t when t == typeof(byte) => MakeGrid<byte>(rawArray, ScalarType.Byte, dtype, device, requires_grad, names),
            var t when t == typeof(bool) => MakeGrid<bool>(rawArray, ScalarType.Bool, dtype, device, requires_grad, names),
            var t when t == typeof(Half) => MakeGrid<Half>(rawArray, ScalarType.Float16, dtype, device, requires_grad, names),
            var t when t == typeof(BFloat16) => MakeGrid<BFloat16>(rawArray, ScalarType.BFloat16, dtype, device, requires_grad, names),
            var t => throw new ArgumentException($"A tensor cannot be made of {t?.Name}.", nameof(rawArray)),
        };

    /// <summary>A tensor over an array's own memory, which stays pinned while the tensor lives.</summary>
    public static unsafe Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        long available = Buffer.ByteLength(rawArray);
        var size = dtype.ElementSize();
        var start = offset * size;
        var elements = count < 0 ? (available - start) / size : count;
        if (offset < 0 || elements < 0 || start + (elements * size) > available)
        {
            throw new ArgumentException($"{count} elements from {offset} do not fit into {available} bytes of {size} each.", nameof(count));
        }

        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        var pointer = Native.ft_from_buffer(
            pin.AddrOfPinnedObject() + (nint)start, [elements], 1, new NativeOptions(dtype, CPU, requires_grad), &Unpin, GCHandle.ToIntPtr(pin));
        if (pointer == 0)
        {
            pin.Free();
        }

        return Tensor.Wrap(pointer);
    }

    /// <summary>A tensor over a file's first elements; what is written to it reaches the file only where it is shared.</summary>
    public static Tensor from_file(
        string filename, bool? shared = null, long? size = 0, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Tensor.Wrap(Native.ft_from_file(filename, (sbyte)(shared == true ? 1 : 0), size ?? 0, new NativeOptions(dtype, device, requires_grad)));

    private static Tensor EmptyLike(Tensor input, ScalarType? dtype, Device? device, string[]? names)
    {
        RefuseNames(names);
        return Tensor.Wrap(Native.ft_empty_like(input.NativeHandle, new NativeOptions(dtype, device, false, defaultDevice: false)));
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint state) => GCHandle.FromIntPtr(state).Free();
}
