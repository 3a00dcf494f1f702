namespace TorchSharp;

/// <summary>Conversions to and from scalars.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this Half value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this BFloat16 value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>A scalar of the number.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>A scalar of the boolean.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The scalar as a float.</summary>
    public static float ToSingle(this Scalar value) => value.To<float>();

    /// <summary>The scalar as a double.</summary>
    public static double ToDouble(this Scalar value) => value.To<double>();

    /// <summary>The scalar as a half.</summary>
    public static Half ToHalf(this Scalar value) => value.To<Half>();

    /// <summary>The scalar as a bfloat16.</summary>
    public static BFloat16 ToBFloat16(this Scalar value) => value.To<BFloat16>();

    /// <summary>The scalar as a byte.</summary>
    public static byte ToByte(this Scalar value) => value.To<byte>();

    /// <summary>The scalar as a signed byte.</summary>
    public static sbyte ToSByte(this Scalar value) => value.To<sbyte>();

    /// <summary>The scalar as a short.</summary>
    public static short ToInt16(this Scalar value) => value.To<short>();

    /// <summary>The scalar as an int.</summary>
    public static int ToInt32(this Scalar value) => value.To<int>();

    /// <summary>The scalar as a long.</summary>
    public static long ToInt64(this Scalar value) => value.To<long>();

    /// <summary>The scalar as a boolean.</summary>
    public static bool ToBoolean(this Scalar value) => value.To<bool>();
}
