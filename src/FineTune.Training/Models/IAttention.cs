using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>How the tokens of a row look at each other.</summary>
internal interface IAttention
{
    /// <summary>[T, D] tokens to [T, D] contexts.</summary>
    Tensor Forward(Tensor hidden, TokenBatch batch, ForwardPass pass);

    /// <summary>[T, D] tokens and [B, D] first tokens to the first tokens' contexts [B, D].</summary>
    Tensor ForwardFirst(Tensor hidden, Tensor first, TokenBatch batch, ForwardPass pass);
}
