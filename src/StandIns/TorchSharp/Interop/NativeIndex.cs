using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>FtIndex of shapes.cpp: one entry between the brackets.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeIndex
{
    internal const long TensorKind = 0;
    internal const long IntegerKind = 1;
    internal const long SliceKind = 2;
    internal const long AllKind = 3;
    internal const long NewAxisKind = 4;
    internal const long EllipsisKind = 5;
    internal const long BooleanKind = 6;

    internal long Kind;
    internal nint Tensor;
    internal long Start;
    internal long Stop;
    internal long Step;
    internal long HasStart;
    internal long HasStop;
}
