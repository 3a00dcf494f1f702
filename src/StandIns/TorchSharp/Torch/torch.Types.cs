namespace TorchSharp;

/// <content>Element types by their Python names.</content>
public static partial class torch
{
    /// <summary><see cref="ScalarType.BFloat16"/>.</summary>
    public static readonly ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary><see cref="ScalarType.Bool"/>.</summary>
    public static readonly ScalarType @bool = ScalarType.Bool;

    /// <summary><see cref="ScalarType.ComplexFloat64"/>.</summary>
    public static readonly ScalarType cdouble = ScalarType.ComplexFloat64;

    /// <summary><see cref="ScalarType.ComplexFloat32"/>.</summary>
    public static readonly ScalarType cfloat = ScalarType.ComplexFloat32;

    /// <summary><see cref="ScalarType.ComplexFloat64"/>.</summary>
    public static readonly ScalarType complex128 = ScalarType.ComplexFloat64;

    /// <summary><see cref="ScalarType.ComplexFloat32"/>.</summary>
    public static readonly ScalarType complex64 = ScalarType.ComplexFloat32;

    /// <summary><see cref="ScalarType.Float64"/>.</summary>
    public static readonly ScalarType @double = ScalarType.Float64;

    /// <summary><see cref="ScalarType.Float32"/>.</summary>
    public static readonly ScalarType @float = ScalarType.Float32;

    /// <summary><see cref="ScalarType.Float16"/>.</summary>
    public static readonly ScalarType float16 = ScalarType.Float16;

    /// <summary><see cref="ScalarType.Float32"/>.</summary>
    public static readonly ScalarType float32 = ScalarType.Float32;

    /// <summary><see cref="ScalarType.Float64"/>.</summary>
    public static readonly ScalarType float64 = ScalarType.Float64;

    /// <summary><see cref="ScalarType.Float16"/>.</summary>
    public static readonly ScalarType half = ScalarType.Float16;

    /// <summary><see cref="ScalarType.Int32"/>.</summary>
    public static readonly ScalarType @int = ScalarType.Int32;

    /// <summary><see cref="ScalarType.Int16"/>.</summary>
    public static readonly ScalarType int16 = ScalarType.Int16;

    /// <summary><see cref="ScalarType.Int32"/>.</summary>
    public static readonly ScalarType int32 = ScalarType.Int32;

    /// <summary><see cref="ScalarType.Int64"/>.</summary>
    public static readonly ScalarType int64 = ScalarType.Int64;

    /// <summary><see cref="ScalarType.Int8"/>.</summary>
    public static readonly ScalarType int8 = ScalarType.Int8;

    /// <summary><see cref="ScalarType.Int64"/>.</summary>
    public static readonly ScalarType @long = ScalarType.Int64;

    /// <summary><see cref="ScalarType.QInt32"/>.</summary>
    public static readonly ScalarType qint32 = ScalarType.QInt32;

    /// <summary><see cref="ScalarType.QInt8"/>.</summary>
    public static readonly ScalarType qint8 = ScalarType.QInt8;

    /// <summary><see cref="ScalarType.QUInt8"/>.</summary>
    public static readonly ScalarType quint8 = ScalarType.QUInt8;

    /// <summary><see cref="ScalarType.Int16"/>.</summary>
    public static readonly ScalarType @short = ScalarType.Int16;

    /// <summary><see cref="ScalarType.Byte"/>.</summary>
    public static readonly ScalarType uint8 = ScalarType.Byte;
}
