using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>FtScalar of shim.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeScalar(long kind, long integer, double real, double imaginary)
{
    internal const long IntegerKind = 0;
    internal const long RealKind = 1;
    internal const long BooleanKind = 2;
    internal const long ComplexKind = 3;

    internal readonly long Kind = kind;
    internal readonly long Integer = integer;
    internal readonly double Real = real;
    internal readonly double Imaginary = imaginary;

    internal static NativeScalar Of(long value) => new(IntegerKind, value, 0, 0);

    internal static NativeScalar Of(double value) => new(RealKind, 0, value, 0);
}
