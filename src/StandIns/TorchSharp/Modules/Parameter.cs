namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns.</summary>
public class Parameter : torch.Tensor
{
    /// <summary>Takes over the data of a tensor, which is disposed by this.</summary>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(Leaf(data).TakeHandle(), register: false) => this.requires_grad = requires_grad;

    private static torch.Tensor Leaf(torch.Tensor data)
    {
        if (data.is_leaf)
        {
            return data;
        }

        var leaf = data.detach();
        data.Dispose();
        return leaf;
    }
}
