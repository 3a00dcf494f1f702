namespace TorchSharp;

/// <content>Tensors of arrays of several dimensions.</content>
public static partial class torch
{
    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(bool[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<bool>(rawArray, ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(bool[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<bool>(rawArray, ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(bool[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<bool>(rawArray, ScalarType.Bool, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(byte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<byte>(rawArray, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(byte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<byte>(rawArray, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(byte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<byte>(rawArray, ScalarType.Byte, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(double[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<double>(rawArray, ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(double[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<double>(rawArray, ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<double>(rawArray, ScalarType.Float64, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(Half[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<Half>(rawArray, ScalarType.Float16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(Half[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<Half>(rawArray, ScalarType.Float16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(Half[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<Half>(rawArray, ScalarType.Float16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(short[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<short>(rawArray, ScalarType.Int16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(short[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<short>(rawArray, ScalarType.Int16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(short[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<short>(rawArray, ScalarType.Int16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(int[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<int>(rawArray, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(int[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<int>(rawArray, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(int[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<int>(rawArray, ScalarType.Int32, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(long[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<long>(rawArray, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(long[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<long>(rawArray, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(long[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<long>(rawArray, ScalarType.Int64, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(sbyte[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<sbyte>(rawArray, ScalarType.Int8, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(sbyte[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<sbyte>(rawArray, ScalarType.Int8, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(sbyte[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<sbyte>(rawArray, ScalarType.Int8, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(float[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<float>(rawArray, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(float[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<float>(rawArray, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<float>(rawArray, ScalarType.Float32, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(BFloat16[,,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<BFloat16>(rawArray, ScalarType.BFloat16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(BFloat16[,,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<BFloat16>(rawArray, ScalarType.BFloat16, dtype, device, requires_grad, names);

    /// <summary>A tensor of the shape and the numbers of an array.</summary>
    public static Tensor tensor(BFloat16[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        MakeGrid<BFloat16>(rawArray, ScalarType.BFloat16, dtype, device, requires_grad, names);
}
