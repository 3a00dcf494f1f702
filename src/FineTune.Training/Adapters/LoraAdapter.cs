using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FineTune.Training.Adapters;

/// <summary>
/// A low-rank update of one module: y = Wx + b + s·B(A·drop(x)) (Hu et al. 2022). With a magnitude m it is DoRA:
/// W' = m · (W + s·BA) / ‖W + s·BA‖ by rows, the length in the denominator taken as a constant.
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
        var update = nn.functional.linear(nn.functional.linear(dropped, down), up) * scale;
        if (magnitude is null)
        {
            return output + update;
        }

        var factor = magnitude / RowLengths();
        var plain = ReferenceEquals(dropped, input)
            ? target.Bias is null ? output : output - target.Bias.narrow(0, First, Count)
            : nn.functional.linear(dropped, Matrix());
        return output + ((factor - 1) * plain) + (factor * update);
    }

    /// <summary>The module's matrix with the update in it, as the file lays it out.</summary>
    public Tensor Merged()
    {
        var merged = Matrix() + (up.mm(down) * scale);
        merged = magnitude is null ? merged : merged * (magnitude / RowLengths()).unsqueeze(1);
        return target.IsTransposed ? merged.t() : merged;
    }

    /// <summary>[out, in] the module's frozen matrix.</summary>
    private Tensor Matrix() => target.IsTransposed
        ? target.Weight.narrow(1, First, Count).t()
        : target.Weight.narrow(0, First, Count);

    private Tensor RowLengths() => (Matrix() + (up.mm(down) * scale)).detach().pow(2).sum(1).sqrt();
}
