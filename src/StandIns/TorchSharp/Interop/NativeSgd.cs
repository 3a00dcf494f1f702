using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>FtSgd of optim.cpp: one parameter of a step of SGD.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeSgd
{
    internal nint Parameter;
    internal nint Buffer;
    internal double LearningRate;
    internal double Momentum;
    internal double Dampening;
    internal double WeightDecay;
    internal int Nesterov;
    internal int Maximize;
    internal int Updated;
    internal int Unused;
}
