using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Adapters;

/// <summary>
/// A low-rank update of one module: y = Wx + b + s·B(A·drop(x)) (Hu et al. 2022). With a magnitude m it is DoRA:
/// W' = m · (W + s·BA) / ‖W + s·BA‖ by rows, the length in the denominator taken as a constant. Of a convolution, A is a convolution
/// of the module's own kernel and stride to so many channels as the rank, and B one of 1×1.
/// </summary>
internal sealed class LoraAdapter(IAdaptable target, int module, Parameter down, Parameter up, Parameter? magnitude, double scale, AdapterSet set)
{
    /// <summary>The module's name.</summary>
    public string Name => target.Modules[module].Name;

    /// <summary>First output of the module within its matrix product.</summary>
    public long First => target.Modules[module].First;

    /// <summary>Outputs of the module.</summary>
    public long Count => target.Modules[module].Count;

    /// <summary>The module's part of an output with the update in it.</summary>
    /// <param name="input">x.</param>
    /// <param name="output">Wx + b of this module.</param>
    public Tensor Apply(Tensor input, Tensor output)
    {
        var dropped = set.Pass.Adapter(input);
        var update = target.Up(target.Down(dropped, down), up) * scale;
        if (magnitude is null)
        {
            return output + update;
        }

        var factor = ByOutput(magnitude.view(-1) / RowLengths());
        var plain = ReferenceEquals(dropped, input)
            ? target.Bias is null ? output : output - ByOutput(target.Bias.narrow(0, First, Count))
            : target.Down(dropped, Matrix());
        return output + ((factor - 1) * plain) + (factor * update);
    }

    /// <summary>The module's weight with the update in it, as the file lays it out.</summary>
    public Tensor Merged()
    {
        var merged = Rows(Matrix()) + Change();
        merged = magnitude is null ? merged : merged * (magnitude.view(-1) / RowLengths()).unsqueeze(1);
        return target.IsTransposed ? merged.t() : merged.view(Matrix().shape);
    }

    /// <summary>[out, in] the module's frozen weight; [out, in, k, k] of a convolution.</summary>
    private Tensor Matrix() => target.IsTransposed
        ? target.Weight.narrow(1, First, Count).t()
        : target.Weight.narrow(0, First, Count);

    private static Tensor Rows(Tensor weight) => weight.shape.Length > 2 ? weight.flatten(1) : weight;

    private Tensor Change() => Rows(up).mm(Rows(down)) * scale;

    private Tensor RowLengths() => (Rows(Matrix()) + Change()).detach().pow(2).sum(1).sqrt();

    /// <summary>One number for each output, where outputs are the last dimension or the channels of images.</summary>
    private Tensor ByOutput(Tensor numbers) => target.Kernel.Count == 0 ? numbers : numbers.view(-1, 1, 1);
}
