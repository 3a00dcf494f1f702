using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>FtAdam of optim.cpp: one parameter of a step of Adam or AdamW.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeAdam
{
    internal nint Parameter;
    internal nint Moment;
    internal nint Square;
    internal nint Peak;
    internal double LearningRate;
    internal double Beta1;
    internal double Beta2;
    internal double Epsilon;
    internal double WeightDecay;
    internal long Step;
    internal int Amsgrad;
    internal int Maximize;
    internal int Decoupled;
    internal int Updated;
}
