using System.Numerics;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>One number of any type, as an argument of tensor operations.</summary>
public sealed class Scalar : IDisposable
{
    internal Scalar(NativeScalar value, torch.ScalarType type)
    {
        Native = value;
        Type = type;
    }

    /// <summary>The number's type.</summary>
    public torch.ScalarType Type { get; }

    internal NativeScalar Native { get; }

    /// <summary>A scalar of a byte.</summary>
    public static implicit operator Scalar(byte value) => new(NativeScalar.Of((long)value), torch.ScalarType.Byte);

    /// <summary>A scalar of a signed byte.</summary>
    public static implicit operator Scalar(sbyte value) => new(NativeScalar.Of((long)value), torch.ScalarType.Int8);

    /// <summary>A scalar of a short.</summary>
    public static implicit operator Scalar(short value) => new(NativeScalar.Of((long)value), torch.ScalarType.Int16);

    /// <summary>A scalar of an int.</summary>
    public static implicit operator Scalar(int value) => new(NativeScalar.Of((long)value), torch.ScalarType.Int32);

    /// <summary>A scalar of a long.</summary>
    public static implicit operator Scalar(long value) => new(NativeScalar.Of(value), torch.ScalarType.Int64);

    /// <summary>A scalar of a half.</summary>
    public static implicit operator Scalar(Half value) => new(NativeScalar.Of((double)value), torch.ScalarType.Float16);

    /// <summary>A scalar of a bfloat16.</summary>
    public static implicit operator Scalar(BFloat16 value) => new(NativeScalar.Of((double)value), torch.ScalarType.BFloat16);

    /// <summary>A scalar of a float.</summary>
    public static implicit operator Scalar(float value) => new(NativeScalar.Of((double)value), torch.ScalarType.Float32);

    /// <summary>A scalar of a double.</summary>
    public static implicit operator Scalar(double value) => new(NativeScalar.Of(value), torch.ScalarType.Float64);

    /// <summary>A scalar of a boolean.</summary>
    public static implicit operator Scalar(bool value) =>
        new(new NativeScalar(NativeScalar.BooleanKind, value ? 1 : 0, 0, 0), torch.ScalarType.Bool);

    /// <summary>A scalar of a complex number.</summary>
    public static implicit operator Scalar(Complex value) =>
        new(new NativeScalar(NativeScalar.ComplexKind, 0, value.Real, value.Imaginary), torch.ScalarType.ComplexFloat64);

    /// <summary>Nothing to let go of: the number lives in this object.</summary>
    public void Dispose()
    {
    }

    internal double AsDouble() => Native.Kind is NativeScalar.RealKind or NativeScalar.ComplexKind ? Native.Real : Native.Integer;

    internal long AsInteger() => Native.Kind is NativeScalar.RealKind or NativeScalar.ComplexKind ? (long)Native.Real : Native.Integer;

    internal T To<T>()
        where T : unmanaged
    {
        object value = typeof(T) switch
        {
            var t when t == typeof(float) => (float)AsDouble(),
            var t when t == typeof(double) => AsDouble(),
            var t when t == typeof(long) => AsInteger(),
            var t when t == typeof(int) => (int)AsInteger(),
            var t when t == typeof(short) => (short)AsInteger(),
            var t when t == typeof(sbyte) => (sbyte)AsInteger(),
            var t when t == typeof(byte) => (byte)AsInteger(),
            var t when t == typeof(bool) => AsDouble() != 0,
            var t when t == typeof(Half) => (Half)AsDouble(),
            var t when t == typeof(BFloat16) => (BFloat16)AsDouble(),
            var t when t == typeof(Complex) => new Complex(AsDouble(), Native.Imaginary),
            _ => throw new ArgumentException($"A scalar cannot be read as {typeof(T).Name}."),
        };
        return (T)value;
    }
}
