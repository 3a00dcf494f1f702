using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>How a model wants its batches.</summary>
/// <param name="PadTokenId">The token whose embedding gets no gradient as input, or -1.</param>
/// <param name="ClassifierPadId">The token that a decoder's classifier skips at the end of a row, or -1.</param>
/// <param name="FirstPosition">Row of the position table for the first token.</param>
/// <param name="SkipsPadding">Whether tokens with the padding id do not count as positions (RoBERTa).</param>
/// <param name="Type">Element type of the model.</param>
/// <param name="Device">Where the model lives.</param>
internal sealed record BatchLayout(int PadTokenId, int ClassifierPadId, int FirstPosition, bool SkipsPadding, ScalarType Type, Device Device)
{
    /// <summary>bf16's lowest number: single precision's would round to minus infinity.</summary>
    private const double LowestHalf = -3.3895313892515355e38;

    /// <summary>The type's lowest number, which masks what is not to be seen.</summary>
    public double Lowest => Type switch
    {
        ScalarType.Float64 => double.MinValue,
        ScalarType.BFloat16 => LowestHalf,
        _ => float.MinValue,
    };

    /// <summary>Whether short rows of a causal model share a row of attention.</summary>
    public bool Packs { get; init; }
}
